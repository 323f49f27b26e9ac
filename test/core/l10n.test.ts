import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readBundle, shownTexts } from '../help/l10n.mjs';

const root = join(import.meta.dirname, '../..');
const texts = shownTexts();
const german = readBundle('de');
const nls = (language = '') =>
  JSON.parse(readFileSync(join(root, `package.nls${language}.json`), 'utf8')) as Record<string, string>;
const placeholders = (text: string) => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();
const links = (text: string) => [...text.matchAll(/\]\((command:[\w.]+)\)|`#([\w.]+)#`/g)].map(([, link]) => link);

// `npm run l10n` writes the first and names what the second lacks.
describe('the languages', () => {
  it('know where texts are', () => assert.ok(texts.length > 900 && texts.includes('Where the API is.')));
  it('have every text for translators', () => {
    const bundle = readBundle();
    assert.deepEqual(
      texts.filter((text) => bundle[text] === undefined),
      [],
    );
  });
  it('have every text in German', () =>
    assert.deepEqual(
      texts.filter((text) => !german[text]),
      [],
    ));
  it('have the same placeholders in German', () =>
    assert.deepEqual(
      Object.keys(german).filter((text) => placeholders(text).join() !== placeholders(german[text] ?? '').join()),
      [],
    ));
  it('name a missing property as the code looks for it', () =>
    assert.match(german['Missing property "{0}".'] ?? '', /"\{0\}"/));
  it('have every text of the manifest in German, with the same links', () => {
    const translated = nls('.de');
    for (const [key, text] of Object.entries(nls())) {
      assert.ok(translated[key], key);
      assert.deepEqual(links(translated[key]), links(text), key);
    }
  });
  it('reach every bundle that ships', () => {
    const load = (name: string) => createRequire(join(root, 'dist/'))(`./${name}.js`) as Record<string, unknown>;
    const { config } = load('l10n') as { config: (given: { contents: object }) => void };
    const { certificates } = load('readPem') as {
      certificates: { fromFile: (bytes: Uint8Array, part: string) => { failure: string } };
    };
    config({ contents: german });
    try {
      assert.match(certificates.fromFile(new Uint8Array(), 'key').failure, /kein privater Schlüssel/);
    } finally {
      config({ contents: {} });
    }
  });
});
