// How calls travel as the settings say: through VS Code’s proxy, by either stack.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { serveProxy } from '../../net/proxies.ts';
import { closeServers } from '../../net/loopback.ts';
import { eventually } from '../eventually.ts';
import { call, outputText, serve, withPort } from './calls.ts';
import { knownCopyOf, restore } from './workspace.ts';

const run = vscode.commands.executeCommand;
const set = (key: string, value: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration().update(key, value, vscode.ConfigurationTarget.Global);

describe('the way of a call', () => {
  afterEach(async () => {
    for (const key of ['http.proxy', 'integrations.network.stack']) await set(key, undefined);
    await closeServers();
    await restore();
  });

  for (const stack of ['undici', 'vscode'] as const)
    it(`leads through VS Code’s proxy by the stack ${stack}`, async () => {
      const service = await serve((_, response) => response.writeHead(204).end());
      const proxy = await serveProxy();
      const uri = await knownCopyOf('sample-healthy', `by-${stack}`, (text) =>
        withPort(service.port)(text)
          .replace(/"host": "[^"]*"/, '"host": "api.test"')
          .replace(/"console_level": "\w+"/, '"console_level": "spam"'),
      );
      await set('http.proxy', proxy.url);
      await set('integrations.network.stack', stack);
      assert.match(await call(uri, 'whoAmI'), /204 No Content/);
      assert.equal(service.requests.length, 1);
      assert.match(proxy.asked.join(), /^(CONNECT|GET http:\/\/)api\.test:\d+|^GET http:\/\/api\.test/);
      await eventually(async () => {
        await run('integrations.openLog', uri, 'console');
        const log = await outputText(`Integration by-${stack}`);
        assert.match(log, /response +[\d.]+ ms/);
        // Only our own stack chooses the proxy itself and can say which.
        assert.equal(/proxy +[\d.]+ ms .*\(http\.proxy\)/.test(log), stack === 'undici', log);
      });
      service.close();
    });
});
