// The end of the extension, after all other tests of this folder (which are sorted by their names) have used it: nothing that
// it took of the process is left.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clean, formats } from '../../help/preflight.ts';
import { followLifetime } from '../../help/lifetime.ts';
import { eventually } from '../eventually.ts';
import { call, serve, withPort } from './calls.ts';
import { knownCopyOf, restore, write } from './workspace.ts';

const lifetime = followLifetime(vscode.extensions.getExtension('integration-essentials.integration-essentials')!);

describe('the extension, when it is deactivated', () => {
  it('leaves no socket, worker, watcher or timer', async () => {
    const service = await serve((_, response) => response.setHeader('content-type', 'application/json').end('{}'));
    const syslog = `"syslog": { "host": "127.0.0.1", "port": ${service.port}, "protocol": "tcp4", "level": "debug" }`;
    const uri = await knownCopyOf('sample-bearer', 'ended', (text) =>
      withPort(service.port)(
        text.replace(/"syslog": \{[^]*?\}/, syslog).replace(/"log_level": "\w+"/, '"log_level": "spam"'),
      ),
    );
    await call(uri, 'whoAmI');
    await vscode.commands.executeCommand(
      'integrations.validateModel',
      write('models/ended.integration_model.yaml', formats.yaml(clean())),
    );
    await restore();
    assert.match(lifetime.held().join('\n'), /TCP/);
    await lifetime.end();
    await eventually(() => assert.deepEqual(lifetime.held(), []));
    service.close();
  });
});
