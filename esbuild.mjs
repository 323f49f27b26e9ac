// Builds the bundles that ship: one small one for activation, the others loaded when first needed.
import { build, context } from 'esbuild';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { basename } from 'node:path';

const production = process.argv.includes('--production');

/** What both sides share: no source maps in production, the l10n library's build without file access. */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
  alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
};

/** A dynamic `import('./net/net.ts')` of an entry point stays a require of its own bundle, so activation does not carry it. */
const lazyBundles = (entries) => ({
  name: 'lazy-bundles',
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\// }, ({ path, kind }) => {
      const name = basename(path, '.ts');
      return kind === 'dynamic-import' && entries.includes(name) ? { path: `./${name}.js`, external: true } : undefined;
    });
  },
});

const hostEntries = {
  extension: 'src/extension.ts',
  language: 'src/core/language.ts',
  testCall: 'src/core/testCall.ts',
  send: 'src/net/send.ts',
};

const host = {
  ...shared,
  entryPoints: hostEntries,
  outdir: 'dist',
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The JSON packages' CommonJS builds hide their parts behind a loader that no bundler can follow.
  mainFields: ['module', 'main'],
  external: ['vscode'],
  plugins: [lazyBundles(Object.keys(hostEntries))],
};

const page = {
  ...shared,
  entryPoints: { webview: 'webview/main.ts', style: 'webview/style.css' },
  outdir: 'dist',
  platform: 'browser',
  format: 'iife',
  target: 'chrome130',
  external: ['*.ttf'],
};

await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
await copyFile('node_modules/@vscode/codicons/dist/codicon.ttf', 'dist/codicon.ttf');
if (process.argv.includes('--watch')) for (const options of [host, page]) await (await context(options)).watch();
else await Promise.all([host, page].map((options) => build(options)));
