// From a folder to a platform and on to another one: certificates, both verdicts, clones, and a level changed on the way.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAuthority } from '../../help/certificates.mjs';
import { startPlatform, type Platform } from '../../help/platform/platform.mjs';
import { petsModel, petsPassword, petsService } from '../../help/pets.ts';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { eventually } from '../eventually.ts';
import { answer, connect } from './connect.ts';

const files = {
  'parts.yaml': `openapi: 3.0.3
info: { title: Parts, version: '1' }
servers: [{ url: https://parts.example.com/v1 }]
components: { securitySchemes: { login: { type: http, scheme: basic } } }
security: [{ login: [] }]
paths:
  /parts: { $ref: paths/parts.yaml }
`,
  'paths/parts.yaml': `get:
  operationId: listParts
  responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '../schemas.yaml#/Part' } } } } }
`,
  'schemas.yaml': `Part:
  type: object
  properties: { name: { type: string, wrong: 1 }, within: { $ref: '#/Part' } }
`,
};

const newer = petsModel({ title: 'Remote Pets', version: '1.0.0', summary: 'second' });

describe('from folder to platform to platform', () => {
  let workbench: Workbench;
  let dev: Platform;
  let stage: Platform;

  before(async () => {
    const authority = await createAuthority();
    const [server, client] = await Promise.all([authority.issue(), authority.issue({ client: true })]);
    const certificate = { ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true };
    [dev, stage] = await Promise.all([startPlatform({ secrets: 'plain' }), startPlatform({}, { certificate })]);
    for (const platform of [dev, stage]) platform.addModel(petsModel({ title: 'Remote Pets', version: '1.0.0' }));
    dev.addIntegration(petsService('pets-dev', { model: 'Remote Pets:1.0.0' }));
    workbench = await openWorkbench({
      prepare: (workspace) => {
        mkdirSync(join(workspace, 'paths'));
        for (const [name, text] of Object.entries(files)) writeFileSync(join(workspace, name), text);
        writeFileSync(join(workspace, 'newer.json'), JSON.stringify(newer).replaceAll('"login"', '"signIn"'));
        for (const [name, pem] of Object.entries({ ca: authority.cert, client: client.cert, key: client.key }))
          writeFileSync(join(workspace, `${name}.pem`), pem);
      },
    });
    await workbench.openView();
    await connect(workbench, dev, 'Laboratory');
    await workbench.command('Notifications: Clear All Notifications');
  });
  after(async () => {
    await workbench.close();
    await Promise.all([dev.close(), stage.close()]);
  });

  /** Into VS Code's own dialog for files. */
  async function chooseFile(title: string, name: string): Promise<void> {
    await workbench.waitFor(`.quick-input-title >> text=${title}`);
    // The dialog looks for what is typed, and takes no Enter before it has found it.
    await eventually(async () => {
      await workbench.quickPick.type(join(workbench.workspace, name));
      await workbench.quickPick.accept();
      await workbench.page.locator(`.quick-input-title >> text=${title}`).waitFor({ state: 'hidden', timeout: 2000 });
    }, 40_000);
  }

  it('connects with an authority and a client certificate of one’s own', async () => {
    await workbench.command('Integrations: Connect to Platform…');
    for (const text of [stage.url, 'Stage']) await answer(workbench, text);
    await workbench.quickPick.choose('User and password');
    await answer(workbench, stage.users[0]!.username);
    await workbench.waitFor('.quick-input-widget >> text=Accept any certificate');
    await workbench.screenshot('connect-authority');
    await workbench.quickPick.choose('Check it with an authority of your own');
    await chooseFile('Certificate Authority', 'ca.pem');
    await workbench.waitFor('.quick-input-widget >> text=No client certificate');
    await workbench.screenshot('connect-client-certificate');
    await workbench.quickPick.choose('A client certificate and its key');
    await chooseFile('Client Certificate (PEM)', 'client.pem');
    await workbench.waitFor('.quick-input-widget >> text=In the same file');
    await workbench.screenshot('connect-key');
    await workbench.quickPick.choose('Another File');
    await chooseFile('Key of the Client Certificate', 'key.pem');
    for (const [prompt, secret] of [['Password', stage.users[0]!.password] as const, ['Passphrase', ''] as const]) {
      await workbench.waitFor(`.quick-input-message >> text=${prompt}`);
      await workbench.waitFor('.quick-input-widget input[type="password"]');
      await workbench.keyboard.type(secret);
      await workbench.keyboard.press('Enter');
    }
    await workbench.tree.waitFor('Stage, admin@pronghorn');
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('shows the platform’s verdict of a model in several files beside its own', async () => {
    await workbench.openView('Explorer');
    await workbench.tree.click('parts.yaml');
    await eventually(async () => assert.match(await workbench.editor.text(), /title: Parts/));
    await eventually(async () => {
      await workbench.command('Integrations: Validate Model');
      await workbench.toast.press('Validate on Platform…');
    }, 40_000);
    await workbench.quickPick.choose('Laboratory');
    await workbench.waitFor('.notification-toast >> text=Laboratory would refuse');
    await workbench.toast.press('Show Problems');
    await workbench.waitFor('.markers-panel >> text=/Laboratory: .*wrong/');
    assert.equal(await workbench.count('.markers-panel >> text=/leads to another file|no operation/'), 0);
    await workbench.screenshot('platform-verdict');
    await workbench.click('.part.panel >> role=button[name=/Hide Panel/]');
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('brings that model to the platform as one document, which can be looked at first', async () => {
    writeFileSync(join(workbench.workspace, 'schemas.yaml'), files['schemas.yaml'].replace(', wrong: 1', ''));
    await workbench.openView();
    await workbench.tree.menu('Laboratory', 'Import Model…');
    await workbench.quickPick.choose('The open editor');
    await workbench.waitFor('.quick-input-widget >> text=would take it');
    await workbench.screenshot('platform-import-bundle');
    await workbench.quickPick.choose('What is sent');
    await workbench.waitFor('.editor-instance >> text="#/components/schemas/Part"');
    await workbench.screenshot('platform-bundle');
    await workbench.quickPick.choose('Import Parts:1');
    await eventually(() => assert.ok(dev.models.has('Parts:1')));
    const { document } = dev.models.get('Parts:1') as { document: object };
    assert.ok(!JSON.stringify(document).includes('.yaml'));
    await workbench.tree.waitFor('Parts, 1');
    await workbench.command('View: Close All Editors');
    await workbench.command('Notifications: Clear All Notifications');
  });

  /** From the form that is shown to another home, under the name that the question proposes or another one. */
  async function clone(to: string, name: string): Promise<void> {
    await workbench.webview.click('role=button[name="More Actions"]');
    await workbench.webview.click('role=menuitem[name="Clone"]');
    await workbench.quickPick.choose(to);
    await workbench.waitFor('.quick-input-message >> text=Name of the clone');
    await answer(workbench, name);
  }
  const login = { login: { username: 'svc', password: petsPassword } };

  it('changes a level in the form, with what the platform confirms', async () => {
    await workbench.tree.click('Remote Pets, 1.0.0');
    await workbench.tree.click('pets-dev');
    await workbench.webview.click('role=tab[name=/Logging/]');
    await workbench.webview.press('[data-field="/loggerProps/log_level"] select', 'd');
    await workbench.webview.waitFor('text=/Laboratory confirms the level debug/');
    const { loggerProps } = dev.integrations.get('pets-dev') as { loggerProps: { log_level: string } };
    assert.equal(loggerProps.log_level, 'debug');
    for (const theme of ['light', 'dark', 'high-contrast'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`platform-level-${theme}`);
    }
  });

  it('clones into a folder, its secrets in the secret store', async () => {
    await clone('workspace', 'pets-folder');
    await workbench.waitFor('.quick-input-message >> text=File of the new integration');
    await workbench.quickPick.accept();
    await workbench.webview.waitFor('h1 >> text=pets-folder');
    const file = join(workbench.workspace, 'integrations/pets-folder.integration.json');
    assert.match(readFileSync(file, 'utf8'), /"password": "\$\{secret:pets-folder\/login\/password\}"/);
    await workbench.screenshot('clone-in-folder');
  });

  it('clones from there to another platform, with the secret itself', async () => {
    await clone('Stage', 'pets-stage');
    await eventually(() => assert.ok(stage.integrations.has('pets-stage')));
    assert.deepEqual(stage.secretsOf('pets-stage'), login);
    await workbench.webview.waitFor('h1 >> text=pets-stage');
  });

  it('clones from platform to platform, and says which secret did not come along', async () => {
    await clone('Laboratory', 'pets-back');
    await eventually(() => assert.ok(dev.integrations.has('pets-back')));
    await workbench.waitFor('.notification-toast >> text=without secrets that this machine does not have');
    assert.deepEqual(dev.secretsOf('pets-back'), { login: { username: 'svc' } });
    await workbench.command('View: Close All Editors');
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('replaces a model, and says first what becomes of each integration', async () => {
    await workbench.openView('Explorer');
    await workbench.tree.click('newer.json');
    await workbench.openView();
    await workbench.tree.menu('Laboratory', 'Import Model…');
    await workbench.quickPick.choose('The open editor');
    await workbench.waitFor('.quick-input-widget >> text=would take it');
    await workbench.quickPick.choose('Import Remote Pets');
    const told = await workbench.dialog.text();
    assert.match(told, /pets-dev, pets-back\s+The security scheme "login" is now called "signIn"/);
    await workbench.screenshot('platform-replace-migrates');
    await workbench.dialog.press('Replace');
    await workbench.waitFor('.notification-toast >> text=integrations made anew: 2');
    assert.deepEqual(dev.secretsOf('pets-dev'), { signIn: login.login });
  });
});
