// Builds the bundles that ship: one small one for activation, the others loaded when first needed.
// `--production` minifies and leaves source maps out, `--watch` goes on building.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, context } from 'esbuild';

const production = process.argv.includes('--production');

/** What both sides share; the l10n library's browser build does without file access. */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
  alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
};

/** A dynamic `import()` of an entry point stays a require of its own bundle, so that activation does not carry it. */
const lazyBundles = (entries) => ({
  name: 'lazy-bundles',
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\// }, ({ path, kind }) => {
      const name = basename(path, '.ts');
      return kind === 'dynamic-import' && entries.includes(name) ? { path: `./${name}.js`, external: true } : undefined;
    });
  },
});

/**
 * esbuild copies what a package exports for each file that imports it: of the many names of `vscode`, once per bundle is enough
 * (measured: 30 ms of the activation).
 */
const oneVscode = {
  name: 'one-vscode',
  setup({ onResolve, onLoad }) {
    const namespace = 'one-vscode';
    onResolve({ filter: /^vscode$/ }, ({ namespace: from }) =>
      from === namespace ? { path: 'vscode', external: true } : { path: 'vscode', namespace },
    );
    onLoad({ filter: /^vscode$/, namespace }, () => ({ contents: "export * from 'vscode';" }));
  },
};

/** The texts of the user's language are set once for all bundles: one with a copy of the library of its own would not know them. */
const oneL10n = {
  name: 'one-l10n',
  setup({ onResolve }) {
    onResolve({ filter: /^@vscode\/l10n/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './l10n.js', external: true },
    );
  },
};

const hostEntries = {
  l10n: '@vscode/l10n',
  extension: 'src/extension.ts',
  actions: 'src/vscode/actions.ts',
  advancedView: 'src/vscode/advanced/advancedView.ts',
  language: 'src/core/language.ts',
  modelReader: 'src/net/models/modelReader.ts',
  modelWorker: 'src/net/models/modelWorker.ts',
  readPem: 'src/net/tls/readPem.ts',
  send: 'src/net/send.ts',
  testCalls: 'src/core/calls/testCalls.ts',
  callDocuments: 'src/vscode/calls/callDocuments.ts',
  preflightWorker: 'src/net/models/preflightWorker.ts',
  yamlPlaces: 'src/core/preflight/yamlPlaces.ts',
  sweep: 'src/vscode/calls/sweep.ts',
  integrationLogs: 'src/vscode/logging/integrationLogs.ts',
  logSinks: 'src/net/logging/logSinks.ts',
  callRows: 'src/vscode/calls/callRows.ts',
  platform: 'src/net/platform/platform.ts',
  onPlatforms: 'src/vscode/platforms/onPlatforms.ts',
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
  plugins: [oneVscode, oneL10n, lazyBundles(Object.keys(hostEntries))],
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
if (process.argv.includes('--watch')) {
  for (const options of [host, page]) await (await context(options)).watch();
} else {
  const built = await Promise.all([host, page].map((options) => build(options)));
  await writeFile('dist/third-party-notices.txt', await notices(built.map(({ metafile }) => metafile)));
}

/** The licences ask that their texts go along with what is bundled. */
async function notices(metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const names = inputs.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(file)?.[1]);
  const packages = [...new Set([...names.filter(Boolean), '@vscode/codicons'])].sort();
  return (await Promise.all(packages.map(notice))).join(`\n${'─'.repeat(80)}\n\n`);
}

async function notice(name) {
  const folder = join('node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}
