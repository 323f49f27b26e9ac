// Packages that ours is measured against: no dependencies of it, so they are installed for the benchmarks alone.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../help/paths.mjs';
import { cleanEnvironment } from '../help/processes.mjs';

const folderOf = (name) => join(cacheFolder(), name);

/** Into the folder for what can be downloaded again, once; false when they cannot be had. */
export function installPeers(name, peers) {
  const folder = folderOf(name);
  const wanted = Object.entries(peers).map(([peer, version]) => `${peer}@${version}`);
  const done = join(folder, 'installed.txt');
  if (existsSync(done) && readFileSync(done, 'utf8') === wanted.join()) return true;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const args = ['install', ...wanted, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, {
    cwd: folder,
    env: cleanEnvironment(),
    stdio: 'ignore',
    timeout: 300_000,
  });
  if (status !== 0) return false;
  writeFileSync(done, wanted.join());
  return true;
}

export const importPeer = (name, peer) => import(createRequire(join(folderOf(name), 'package.json')).resolve(peer));
