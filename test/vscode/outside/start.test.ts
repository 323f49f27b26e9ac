// `npm start` gives an address that answers, says what to try, and leaves nothing when it is ended.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, work } from '../../help/paths.mjs';

const address = (output: string, name: string): string => new RegExp(`${name}:\\s+(\\S+)`).exec(output)?.[1] ?? '';

describe('npm start', () => {
  let folder: string;
  before(() => {
    mkdirSync(work, { recursive: true });
    folder = mkdtempSync(join(work, 'start-test-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`serves VS Code and the samples until ${signal}`, async () => {
      const { output, end } = await startUntilReady(folder);
      const page = await fetch(address(output, 'VS Code'));
      assert.match(await page.text(), /vscode-workbench-web-configuration/);
      assert.equal((await fetch(`${address(output, 'Sample service')}/whoami`)).status, 401);
      assert.match(readFileSync(join(folder, 'sample-workspace/.env'), 'utf8'), /^SAMPLE_USER_PASSWORD=/m);
      assert.ok(existsSync(join(folder, 'sample-workspace/integrations/sample-healthy.integration.json')));

      assert.equal(await end(signal), 0);
      await assert.rejects(fetch(address(output, 'VS Code')));
      await assert.rejects(fetch(address(output, 'Sample service')));
    });
  }
});

interface Started {
  readonly output: string;
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

function startUntilReady(folder: string): Promise<Started> {
  const args = ['test/help/start.mjs', '--folder', folder];
  const env = { ...process.env, VSCODE_HOST: 'web', PORT: '0' };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      if (output.includes('Ctrl-C ends it.')) resolve({ output, end });
    });
    void ended.then((code) => reject(new Error(`npm start ended with ${code ?? 'a signal'}: ${output}`)));
  });
}
