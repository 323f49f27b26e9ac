import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVSIX, listFiles } from '@vscode/vsce';

const root = join(import.meta.dirname, '../..');
const size = (file: string) => statSync(join(root, file)).size;
const load = (name: string) => createRequire(join(root, 'dist/'))(`./${name}.js`) as Record<string, unknown>;

// These look at what the build made: `npm test` builds for production first.
describe('the package', () => {
  it('has a small bundle for activation', () =>
    assert.ok(size('dist/extension.js') < 150_000, `${size('dist/extension.js')} bytes`));
  it('holds only what it needs', async () => {
    const files = await listFiles({ cwd: root });
    // The archive itself adds its manifest and its content types.
    assert.ok(files.length + 2 <= 40, `${files.length} files`);
    assert.deepEqual(
      files.filter((file) => /(^src\/|^test\/|\.map$|\.ts$|(^|\/)\.)/.test(file)),
      [],
    );
  });
  it('is small', async function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), 'package-'));
    try {
      const packagePath = join(folder, 'x.vsix');
      await createVSIX({
        cwd: root,
        packagePath,
        dependencies: false,
        allowMissingRepository: true,
        rewriteRelativeLinks: false,
      });
      assert.ok(statSync(packagePath).size < 1_500_000, `${statSync(packagePath).size} bytes`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  it('carries the licences of what it bundles', () => assert.ok(size('dist/third-party-notices.txt') > 10_000));
  it('loads its language outside an editor', () => assert.equal(typeof load('language')['createLanguage'], 'function'));
  it('loads its calls outside an editor', () =>
    assert.equal(typeof (load('testCalls')['testCalls'] as Record<string, unknown>)['testCall'], 'function'));
  it('needs the editor for nothing but its face', () =>
    assert.throws(() => load('extension'), /Cannot find module 'vscode'/));
  it('ships no picture that a README cannot show', () => assert.ok(existsSync(join(root, 'media/icon.png'))));
});
