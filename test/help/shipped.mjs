// Bundles as they ship, built for tests and benches into a folder of their own.
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { bundles, root } from './paths.mjs';

/** @type {import('esbuild').BuildOptions} */
export const shippedOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
  logLevel: 'warning',
};

/**
 * Gives the path of the first one's bundle; the others lie beside it.
 * @param {string[]} entries
 */
export async function buildShipped(...entries) {
  const names = entries.map((entry) => basename(entry, '.ts'));
  const entryPoints = Object.fromEntries(entries.map((entry, at) => [names[at], entry]));
  const outdir = join(bundles, 'shipped');
  await build({ ...shippedOptions, entryPoints, outdir });
  return join(outdir, `${names[0]}.js`);
}
