// The folders that the test and start scripts read and write.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');
export const samples = join(root, 'test/samples');

/** Everything that is made while testing or starting; git ignores it. */
export const work = join(root, '.vscode-test');
export const bundles = join(work, 'build');
export const shots = join(work, 'shots');

/** Where this user's machine keeps what can be downloaded again: shared by all clones. */
export function cacheFolder() {
  const base =
    process.env.XDG_CACHE_HOME ??
    { win32: process.env.LOCALAPPDATA, darwin: join(homedir(), 'Library/Caches') }[process.platform] ??
    join(homedir(), '.cache');
  return join(base, 'integration-essentials');
}
