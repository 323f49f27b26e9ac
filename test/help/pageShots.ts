// Pictures of the form alone, in VS Code's own colours: each tab, and each kind of field, in every kind of theme.
import * as l10n from '@vscode/l10n';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { buildForm, fieldsOf } from '../../src/core/form/buildForm.ts';
import type { Detail, Field } from '../../src/core/form.ts';
import { readIntegration } from '../../src/core/integration.ts';
import type { Json } from '../../src/core/json.ts';
import { createLanguage } from '../../src/core/language.ts';
import type { Snapshot } from '../../src/protocol.ts';
import { snapshotOf } from '../webview/samples.ts';
import { startSite, themeNames, vscodeApi, type PageOptions, type Site } from '../webview/site.ts';
import { launchChromium } from './chromium.mjs';
import { around, integrationText, shop } from './documents.ts';
import { root } from './paths.mjs';

const parameter = (name: string, schema: Json): Json => ({
  name,
  in: 'body',
  description: `What the provider calls ${name}.`,
  'x-itential-use-in': ['token'],
  'x-itential-variable': name,
  schema,
});

/** A scheme of every kind, and a variable of every kind. */
const schemes: Json = {
  signIn: {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '', write: '' } } },
    'x-itential-parameters': [
      parameter('audience', { oneOf: [{ type: 'string' }, { type: 'null' }] }),
      parameter('retries', { type: 'integer', minimum: 0, maximum: 9, default: 3 }),
      parameter('region', { enum: ['eu-central-1', 'us-east-1'], default: 'eu-central-1' }),
      parameter('resources', { type: 'array', items: { type: 'string' } }),
      parameter('claims', { type: 'object' }),
      parameter('offline', { type: 'boolean', default: false }),
    ],
  },
  basicAuth: { type: 'http', scheme: 'basic' },
  mtls: { type: 'mutualTLS' },
};
const model = shop({ schemes });
const long = 'network-automation-inventory-production-europe-central-datacenter-frankfurt-readonly';
const certificate = `-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQz\n-----END CERTIFICATE-----\n`;

const filled = (name: string, description: string): string =>
  integrationText(
    {
      server: { protocol: 'http', host: 'shop.example.com/api', port: 8443, base_path: '/api' },
      authentication: {
        signIn: { client_id: 'me', client_secret: 'plain', scope: 'read', token: { access_token: '$ENCabc' } },
        basicAuth: { username: 'me', password: `\${secret:${name}/basicAuth/password}` },
        mtls: { certificate, key: '${secret:key}' },
      },
      variables: { audience: null, retries: 12, resources: ['orders', 'stock'], claims: { tenant: 'a' }, other: 'b' },
      proxyOverride: { host: 'proxy' },
    },
    { name, description },
  );

interface Shot {
  readonly name: string;
  readonly language?: 'de';
  readonly width?: number;
  readonly text: string;
}
const shotsOfPage: readonly Shot[] = [
  { name: 'form', text: filled('shop-dev', 'The shop of the developers.') },
  { name: 'form-german', language: 'de', text: filled('shop-dev', 'Der Laden der Entwickler.') },
  { name: 'form-320px', width: 320, text: filled('shop-dev', 'The shop of the developers.') },
  { name: 'form-320px-german-long', width: 320, language: 'de', text: filled(long, `${long}, `.repeat(2)) },
  { name: 'form-empty', text: integrationText({ authentication: {}, server: {} }) },
];

/** Gives the number of pictures; `folder` gets one folder for each theme. */
export async function takePageShots(folder: string): Promise<number> {
  const browser = await launchChromium();
  const site = await startSite();
  let taken = 0;
  try {
    for (const theme of themeNames)
      for (const shot of shotsOfPage) {
        // As the window's themes are called.
        const into = join(
          folder,
          theme.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
        );
        mkdirSync(into, { recursive: true });
        taken += await takeShots(browser, site, shot, { theme }, into);
      }
  } finally {
    site.close();
    await browser.close();
  }
  return taken;
}

async function takeShots(
  browser: Browser,
  site: Site,
  shot: Shot,
  options: PageOptions,
  into: string,
): Promise<number> {
  const { language, width = 800, name } = shot;
  const words = language && wordsOf(language);
  l10n.config({ contents: words ?? {} });
  const snapshot = await snapshotFor(shot.text);
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.exposeFunction('toHost', (message: { type?: string }) =>
    message.type === 'ready' ? page.evaluate(`window.postMessage(${JSON.stringify(snapshot)}, '*')`) : undefined,
  );
  await page.addInitScript(vscodeApi);
  await page.goto(site.address({ ...options, ...(words && { words }) }));
  await page.getByRole('tab').first().waitFor();
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  if (overflow > 0) throw new Error(`${name} is ${overflow} pixels wider than its window.`);
  let taken = 0;
  for (const tab of ['configuration', 'logging']) {
    await page.locator(`#tab-${tab}`).click();
    await page.screenshot({ path: join(into, `${name}-${tab}.png`), fullPage: true });
    taken++;
  }
  if (name === 'form') taken += await takeFields(page, snapshot, into);
  await page.close();
  return taken;
}

const wordsOf = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, `l10n/bundle.l10n.${language}.json`), 'utf8')) as Record<string, string>;

/** The first of each kind, and every state of a secret. */
async function takeFields(page: Page, { form }: Snapshot, into: string): Promise<number> {
  const kinds = new Map<string, Field>();
  for (const field of form ? fieldsOf(form) : []) {
    const kind = field.kind === 'secret' ? `secret-${field.state}` : field.kind;
    if (!kinds.has(kind)) kinds.set(kind, field);
  }
  let taken = 0;
  await page.locator('#tab-configuration').click();
  for (const [kind, { path }] of kinds) {
    const element = page.locator(`[data-field="/${path.join('/')}"]`);
    for (const scheme of await page.locator('.alternatives option').allInnerTexts()) {
      if (await element.isVisible()) break;
      await page.locator('.alternatives select').selectOption(scheme);
    }
    if (!(await element.isVisible())) continue;
    await element.screenshot({ path: join(into, `field-${kind}.png`) });
    taken++;
  }
  return taken;
}

async function snapshotFor(text: string): Promise<Snapshot> {
  const language = createLanguage();
  language.setModels([model]);
  const problems = await language.problems(text, around([model]));
  const integration = readIntegration(text);
  const details = new Map<string, readonly Detail[]>();
  const has = ({ name }: { readonly name: string }): boolean => name !== 'key';
  const form = buildForm({ integration, text, model, problems, has, details });
  const test = { ok: false, summary: 'GET listItems · 401 Unauthorized · 12 ms', message: '' };
  return snapshotOf(form, { name: integration.name, model: model.id, lastTest: test });
}
