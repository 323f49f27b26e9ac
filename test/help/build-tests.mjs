// Bundles the tests of a suite, found by pattern, into one file that mocha loads.
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundles, root } from './paths.mjs';

const folders = {
  unit: ['test/core', 'test/net'],
  webview: ['test/webview'],
  inside: ['test/vscode/inside'],
  outside: ['test/vscode/outside'],
};

/** Test tools stay packages; what ships is bundled as in the product. */
const external = [
  'vscode',
  'mocha',
  'playwright-core',
  'selfsigned',
  'esbuild',
  'typescript',
  'eslint',
  'axe-core',
  'oauth2-mock-server',
  'oidc-provider',
  'pkijs',
  'asn1js',
  '@vscode/vsce',
];

/**
 * Bundles a suite and gives the path of the bundle; for `inside` also the module that the extension host runs.
 * @param {keyof typeof folders} suite
 */
export async function buildTests(suite) {
  const tests = folders[suite].flatMap(testsIn);
  const contents = tests.map((file) => `import ${JSON.stringify(`./${file}`)};`).join('\n');
  await bundle({ stdin: { contents, resolveDir: root, sourcefile: `${suite}.ts` } }, suite);
  if (suite === 'inside') await bundle({ entryPoints: ['test/help/inside-run.ts'] }, 'inside-run');
  return join(bundles, `${suite}.js`);
}

const testsIn = (folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true })
        .map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`)
        .filter((name) => name.endsWith('.test.ts'))
        .sort()
    : [];

/** Bundles one of our modules, or a list of them. What esbuild warns of is a fault of a test that nobody would see. */
export async function bundle(input, name) {
  const { warnings } = await build({ ...options, ...input, outfile: join(bundles, `${name}.js`) });
  if (warnings.length > 0) throw new Error(`The bundle ${name} is built with ${warnings.length} warnings.`);
}

/** A bundle in CommonJS has no `import.meta`: each of our files gets its own place written in. */
const importMeta = {
  name: 'import-meta',
  setup({ onLoad }) {
    onLoad({ filter: /\.(ts|mjs)$/ }, async ({ path }) => {
      if (path.includes('node_modules')) return undefined;
      const text = await readFile(path, 'utf8');
      const contents = text
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.filename', JSON.stringify(path))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' };
    });
  },
};

const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
  mainFields: ['module', 'main'],
  alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
  external,
  plugins: [importMeta],
};
