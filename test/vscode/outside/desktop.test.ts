// `npm run test:desktop` runs inside tests through @vscode/test-electron: proven here with a stand-in for the desktop.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../help/paths.mjs';

const run = promisify(execFile);

describe('npm run test:desktop', () => {
  it('counts the tests that ran in VS Code, also those that act in its window', async () => {
    const env = { ...process.env, VSCODE_EXECUTABLE: join(root, 'test/help/host/code-shim.mjs') };
    const args = ['test/help/desktop.mjs', '--grep', 'window for inside tests'];
    const { stdout } = await run(process.execPath, args, { cwd: root, env });
    assert.match(stdout, /^5 passed, 0 failed$/m);
  });
});
