// Checks that the shipped send bundle works on every Node that VS Code has had since 1.96: `node test/help/nodes.mjs`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, root } from './paths.mjs';
import { cleanEnvironment } from './processes.mjs';
import { buildShipped } from './shipped.mjs';

const MAJORS = ['20', '22', '24'];

export const buildSend = () => buildShipped('src/net/send.ts');

/**
 * What the probe found with one Node, or why it could not be run.
 * @param {string} node
 * @param {string} bundle
 * @returns {{ error?: string, answers?: string[], untouched?: boolean, fetch?: string, selfSigned?: string }}
 */
export function probe(node, bundle) {
  const script = join(root, 'test/help/probe-send.mjs');
  const { status, stdout, stderr } = spawnSync(node, [script, bundle], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? JSON.parse(stdout) : { error: stderr || `ended with ${status}` };
}

/** A Node of this major version from npm, kept between runs; undefined when it cannot be had. */
function installNode(major) {
  if (process.versions.node.split('.')[0] === major) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = join(cacheFolder(), `node-${major}`);
  const node = join(folder, 'node_modules', name, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
  if (existsSync(node)) return node;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const args = ['install', `${name}@${major}`, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  spawnSync('npm', args, { cwd: folder, env: cleanEnvironment(), stdio: ['ignore', 'ignore', 'inherit'] });
  return existsSync(node) ? node : undefined;
}

async function main() {
  const bundle = await buildSend();
  for (const major of MAJORS) {
    const node = installNode(major);
    if (!node) console.log(`Node ${major}: skipped, it could not be had from npm.`);
    else report(major, probe(node, bundle));
  }
}

function report(major, { error, untouched, answers, ...rest }) {
  const good = !error && untouched && answers.join() === 'plain,secured';
  console.log(`Node ${major}: ${good ? 'good' : 'BAD'} ${JSON.stringify(error ?? { answers, untouched, ...rest })}`);
  if (!good) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void main();
