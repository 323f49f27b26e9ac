// The bundle that ships, in a process of its own: it leaves the host's globals alone and lets the process end.
import assert from 'node:assert/strict';
import { buildSend, probe } from '../help/nodes.mjs';

describe('send as it ships', function () {
  this.timeout(30_000);
  it('calls, touches no global and keeps no process alive', async () => {
    const found = probe(process.execPath, await buildSend());
    assert.equal(found.error, undefined);
    assert.deepEqual([found.answers, found.untouched, found.fetch], [['plain', 'secured'], true, 'plain']);
    assert.equal(found.selfSigned, 'tls DEPTH_ZERO_SELF_SIGNED_CERT');
  });
});
