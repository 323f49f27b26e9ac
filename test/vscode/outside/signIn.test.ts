// What a person decides outside the editor's own window or in a dialog of it: signing in at a provider, trusting a certificate.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startProvider, type Provider } from '../../help/openIdProvider.ts';
import { eventually } from '../eventually.ts';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { serveApi, type Api } from '../../net/authorized.ts';
import { closeServers } from '../../net/loopback.ts';

const PORT = 28_791;
/** VS Code in a browser leads addresses of `127.0.0.1` through its own server, and a provider's cookies get lost there. */
const HOST = '127.0.0.2';

describe('signing in', () => {
  let workbench: Workbench;
  let provider: Provider;
  let api: Api;
  before(async () => {
    workbench = await openWorkbench({ settings: { 'integrations.signIn.port': PORT } });
    // The browser does not reach the extension's own loopback but through the server that it has its window from.
    provider = await startProvider(`${new URL(workbench.page.url()).origin}/proxy/${PORT}/callback`, HOST);
    api = await serveApi();
    write('models/Signed_1.integration_model.json', modelOf(provider.issuer));
    write('integrations/signed.integration.json', integrationOf(api.port));
    await workbench.openView();
    await workbench.tree.waitFor('signed, integration');
  });
  after(async () => {
    await workbench.close();
    await provider.close();
    await closeServers();
  });
  const write = (path: string, value: unknown): void =>
    writeFileSync(join(workbench.workspace, path), JSON.stringify(value));

  const openPage = async (): Promise<Page> => {
    const opening = workbench.page.context().waitForEvent('page');
    await workbench.toast.press('Sign In');
    await workbench.dialog.press('Open');
    return opening;
  };
  const testCall = async (): Promise<void> => {
    await workbench.tree.menu('signed, integration', 'Test Call…');
    await workbench.quickPick.choose('me');
  };

  it('is offered by a call that lacks a token, and leads over the provider’s pages to calls with one', async () => {
    await testCall();
    const page = await openPage();
    await page.waitForURL(`${provider.issuer}/**`);
    await page.locator('input[name=login]').fill('ada');
    await page.locator('input[name=password]').fill('x');
    await page.locator('button[type=submit]').click();
    await page.locator('button[type=submit]', { hasText: 'Continue' }).click();
    await page.getByText('You are signed in. You can close this page').waitFor();
    await page.close();
    await workbench.waitFor('.notification-toast >> text=signed: signed in. The next test calls use the token.');
    assert.equal(api.arrived.length, 0);
    await testCall();
    await workbench.waitFor('.notification-toast >> text=/signed · me: 200 OK/');
    assert.match(api.arrived[0]?.headers.authorization ?? '', /^Bearer [\w-]{20,}$/);
  });

  it('ends when it is cancelled, and can be begun again', async () => {
    for (let times = 0; times < 2; times++) {
      await workbench.command('Notifications: Clear All Notifications');
      const opening = workbench.page.context().waitForEvent('page');
      await workbench.tree.menu('signed, integration', 'Sign In');
      await workbench.dialog.press('Open');
      await (await opening).close();
      await workbench.waitFor('.notification-toast >> text=signed: waiting for the sign-in in the browser');
      await workbench.toast.press('Cancel');
      await workbench.waitFor('.notification-toast >> text=waiting for the sign-in', false);
    }
  });

  it('is not needed for a certificate: one is trusted after a look at its fingerprint', async () => {
    await workbench.command('Notifications: Clear All Notifications');
    // The first page of a window may wait for ever for VS Code's service worker to take it over; a page that is made anew does not.
    await eventually(async () => {
      await workbench.command('View: Close All Editors');
      await workbench.tree.click('sample-untrusted-certificate');
      await workbench.webview.click('text=Test Call');
    });
    await workbench.quickPick.choose('whoAmI');
    await workbench.webview.click('role=button[name=/Trust this certificate/]');
    const asked = await workbench.dialog.text();
    assert.match(asked, /Trust this certificate for 127\.0\.0\.1:\d+\?/);
    assert.match(asked, /SHA-256 (?:[\dA-F]{2}:){31}[\dA-F]{2}\s/);
    await workbench.dialog.press('Trust');
    // The settings may be written a moment after the answer.
    await eventually(async () => {
      await workbench.webview.click('text=Test Call');
      await workbench.quickPick.choose('whoAmI');
      await workbench.treeItem(/^sample-untrusted-certificate.*200 OK/).waitFor({ timeout: 5000 });
    });
    await workbench.webview.waitFor('.last-test >> text=/whoAmI: 200 OK/');
    await workbench.webview.waitFor('role=button[name=/Trust this certificate/]', false);
  });
});

const modelOf = (issuer: string) => ({
  openapi: '3.0.3',
  info: { title: 'Signed', version: '1' },
  paths: { '/me': { get: { operationId: 'me', responses: { 200: { description: 'OK' } } } } },
  components: {
    securitySchemes: {
      login: {
        type: 'oauth2',
        flows: {
          authorizationCode: {
            authorizationUrl: `${issuer}/auth`,
            tokenUrl: `${issuer}/token`,
            scopes: { openid: 'who it is' },
          },
        },
      },
    },
  },
  security: [{ login: ['openid'] }],
});

const integrationOf = (port: number) => ({
  name: 'signed',
  type: 'Adapter',
  model: '@itential/adapter_Signed:1',
  properties: {
    id: 'signed',
    type: 'Signed:1',
    brokers: [],
    groups: [],
    properties: {
      authentication: { login: { client_id: 'native', scope: 'openid' } },
      server: { protocol: 'http', host: '127.0.0.1', port, base_path: '/' },
      tls: { enabled: false, rejectUnauthorized: true },
    },
  },
});
