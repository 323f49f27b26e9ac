// Finds every text that is shown through l10n. `npm run l10n` writes them to the bundle and names what the German one lacks.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './paths.mjs';

const read = (file) => readFileSync(join(root, file), 'utf8');
const filesIn = (folder, end) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith(end))
    .sort();

/**
 * Texts in the code and in the schemas, sorted.
 * @returns {string[]}
 */
export function shownTexts() {
  const code = ['src', 'webview'].flatMap(textsIn);
  const schemas = filesIn('schemas', '.json').flatMap((file) => textsOfSchema(JSON.parse(read(file))));
  return [...new Set([...code, ...schemas, ...service.flatMap(textsOfCode)])].sort();
}

/** What the JSON language service says of documents and proposes; it asks for translations as we do. */
const service = ['parser/jsonParser', 'services/jsonCompletion', 'services/jsonValidation'].map(
  (name) => `node_modules/vscode-json-languageservice/lib/esm/${name}.js`,
);

/**
 * @param {string} [language] of the translations; without, the bundle for translators
 * @returns {Record<string, string>} by the English text
 */
export const readBundle = (language) =>
  JSON.parse(read(`l10n/bundle.l10n${language === undefined ? '' : `.${language}`}.json`));

/**
 * Texts in the code of one folder.
 * @param {string} folder
 * @returns {string[]}
 */
export const textsIn = (folder) => filesIn(folder, '.ts').flatMap(textsOfCode);

function textsOfCode(file) {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText(source))) {
      const [first] = node.arguments;
      if (first && ts.isStringLiteralLike(first)) found.push(first.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const shown = ['title', 'description', 'patternErrorMessage', 'x-platform'];

function textsOfSchema(schema) {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    typeof value === 'string' ? (shown.includes(key) && value !== '' ? [value] : []) : textsOfSchema(value),
  );
}

if (import.meta.filename === process.argv[1]) {
  const texts = shownTexts();
  const write = (file, bundle) => writeFileSync(join(root, file), `${JSON.stringify(bundle, undefined, 2)}\n`);
  write('l10n/bundle.l10n.json', Object.fromEntries(texts.map((text) => [text, text])));
  const german = readBundle('de');
  const known = texts.filter((text) => german[text] !== undefined);
  write('l10n/bundle.l10n.de.json', Object.fromEntries(known.map((text) => [text, german[text]])));
  const missing = texts.filter((text) => german[text] === undefined);
  console.log(
    missing.length === 0 ? 'German has all texts.' : `German lacks:\n${JSON.stringify(missing, undefined, 2)}`,
  );
}
