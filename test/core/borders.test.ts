import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');
const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));

/** Every module that a file imports, types and dynamic imports too: packages by name, our own files by path. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? relative(root, join(root, dirname(file), fileName)).replaceAll('\\', '/') : fileName,
  );
}

const jsonPackages = ['jsonc-parser', 'vscode-json-languageservice', 'vscode-languageserver-textdocument'];
const corePackages = [
  'js-yaml',
  '@vscode/l10n',
  'ajv',
  'ajv/dist/2020.js',
  'ajv-formats',
  'aws4fetch',
  'oauth4webapi',
  'js-yaml',
  'openapi-sampler',
  'yaml',
];
/** VS Code's extension host patches these names and not the ones with `node:`. */
const patched = ['http', 'https'];
const allowed: Readonly<Record<string, (imported: string) => boolean>> = {
  'src/core': (name) =>
    /^(src\/core|schemas)\//.test(name) ||
    name.startsWith('@seriousme/openapi-schema-validator/schemas/') ||
    [...jsonPackages, ...corePackages].includes(name),
  'src/net': (name) =>
    /^src\/(core|net)\//.test(name) || /^(node:|undici$|undici\/|@vscode\/l10n$)/.test(name) || patched.includes(name),
  'src/vscode': (name) =>
    /^src\/(core|vscode)\//.test(name) || ['vscode', 'src/protocol.ts', 'node:crypto', ...jsonPackages].includes(name),
  webview: (name) =>
    /^(webview|src\/core)\//.test(name) ||
    ['src/protocol.ts', '@vscode/l10n', '@vscode/webview-ui-toolkit'].includes(name),
};

describe('borders', () => {
  for (const [folder, mayImport] of Object.entries(allowed)) {
    for (const file of filesIn(folder)) {
      it(`${file} imports only what it may`, () =>
        assert.deepEqual(
          importsOf(file).filter((name) => !mayImport(name)),
          [],
        ));
    }
  }
  it('src/protocol.ts imports types of core only', () =>
    assert.deepEqual(
      importsOf('src/protocol.ts').filter((name) => !name.startsWith('src/core/')),
      [],
    ));
  it('the webview takes only types from core', () => {
    const values = filesIn('webview').flatMap(
      (file) =>
        readFileSync(join(root, file), 'utf8').match(
          /^import (?!type)(?!.*\{ type [^,}]* \} ).*src\/core\/(?!pointer).*$/gm,
        ) ?? [],
    );
    assert.deepEqual(values, []);
  });
  it('only webview/toolkit.ts knows the element library', () => {
    const users = filesIn('webview').filter((file) => importsOf(file).includes('@vscode/webview-ui-toolkit'));
    assert.deepEqual(users, ['webview/toolkit.ts']);
  });
  it('only the entry point sees the network layer', () => {
    const users = ['src/extension.ts', ...filesIn('src/vscode'), ...filesIn('src/core')].filter((file) =>
      importsOf(file).some((name) => name.startsWith('src/net/')),
    );
    assert.deepEqual(users, ['src/extension.ts']);
  });
  it('only the fallback takes the HTTP that the editor patches', () => {
    const users = filesIn('src').filter((file) => importsOf(file).some((name) => patched.includes(name)));
    assert.deepEqual(users, ['src/net/hostCarry.ts']);
  });
  it('undici is loaded part by part: the whole package would take over the network of every extension', () => {
    const users = filesIn('src').filter((file) =>
      /^import (?!type ).*'undici'/m.test(readFileSync(join(root, file), 'utf8')),
    );
    assert.deepEqual(users, []);
  });
  it('no circle of imports', () =>
    assert.deepEqual(
      circlesIn(new Map([...filesIn('src'), ...filesIn('webview')].map((file) => [file, importsOf(file)]))),
      [],
    ));
  for (const folder of ['src/core', 'src/net'])
    it(`no circle of the folders in ${folder}`, () => assert.deepEqual(circlesIn(foldersOf(folder)), []));
});

/** What each folder directly in this one imports from the others there; a file beside them stands for itself. */
function foldersOf(parent: string): ReadonlyMap<string, readonly string[]> {
  const placeOf = (file: string) => file.slice(parent.length + 1).split('/')[0]!;
  const graph = new Map<string, string[]>();
  for (const file of filesIn(parent)) {
    const place = placeOf(file);
    const others = importsOf(file).filter((name) => name.startsWith(`${parent}/`) && placeOf(name) !== place);
    graph.set(place, [...(graph.get(place) ?? []), ...others.map(placeOf)]);
  }
  return graph;
}

/** Those that import each other in a circle, types included. */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (name: string, trail: readonly string[]): void => {
    if (trail.includes(name)) found.push([...trail.slice(trail.indexOf(name)), name].join(' → '));
    if (done.has(name) || trail.includes(name)) return;
    for (const next of graph.get(name) ?? []) visit(next, [...trail, name]);
    done.add(name);
  };
  for (const name of graph.keys()) visit(name, []);
  return found;
}
