// A platform that is cut off, slow, or ends the session in the middle: sentences instead of waits, and nothing half saved.
import assert from 'node:assert/strict';
import { createDocuments, type RemoteDocuments } from '../../src/core/platform/documents.ts';
import type { Wire } from '../../src/core/request.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { startPlatform, type Platform as Emulated } from '../help/platform/platform.mjs';
import { petsPassword as password, petsModel, petsService } from '../help/pets.ts';
import { clientOf } from './emulated.ts';

const signal = new AbortController().signal;

interface Pets {
  readonly properties: { readonly properties: { readonly server: { host: string } } };
}

describe('a platform in trouble', () => {
  let emulated: Emulated;
  let sender: Send;
  let limits: number[];

  beforeEach(async () => {
    [sender, limits] = [createSend(), []];
    emulated = await startPlatform();
    emulated.addModel(petsModel());
    emulated.addIntegration(petsService('pets', { server: { host: 'old.example.com' } }));
  });
  afterEach(async () => {
    emulated.fault = undefined;
    sender.close();
    await emulated.close();
  });

  /** `saving`: how many milliseconds a saving may take, when that is less than usual. */
  function user(saving?: number): RemoteDocuments {
    const send: Send['send'] = (request, wire, given) => {
      limits.push(wire.timeout);
      const short: Wire = request.method === 'PUT' && saving !== undefined ? { ...wire, timeout: saving } : wire;
      return sender.send(request, short, given);
    };
    return createDocuments(clientOf(emulated, { send }), {
      secret: () => Promise.resolve(undefined),
      masked: () => Promise.resolve(new Map()),
      may: () => true,
      conflict: () => assert.fail('nobody else changed anything'),
    });
  }

  async function edited(documents: RemoteDocuments): Promise<string> {
    const read = await documents.read('pets', signal);
    if (!read.ok) assert.fail(read.failure.message);
    return read.value.text.replace('old.example.com', 'new.example.com');
  }
  const host = (): string => (emulated.integrations.get('pets') as Pets).properties.properties.server.host;
  const secret = (): unknown => emulated.secretsOf('pets');

  for (const [name, fault] of [
    ['cut before it was carried out', 'cut'],
    ['answered with 500', { status: 500, json: 'The database is away.' }],
    ['answered with a page', { status: 502, text: '<html>Bad Gateway</html>' }],
  ] as const)
    it(`says that a saving did not work which was ${name}, and takes it the next time`, async () => {
      const documents = user();
      const mine = await edited(documents);
      emulated.fault = ({ method }) => (method === 'PUT' ? fault : undefined);
      assert.equal((await documents.save('pets', mine, signal)).ok, false);
      assert.equal(host(), 'old.example.com');
      emulated.fault = undefined;
      assert.ok((await documents.save('pets', mine, signal)).ok);
      assert.equal(host(), 'new.example.com');
      assert.deepEqual(secret(), { login: { username: 'svc', password } });
    });

  it('that is late has carried the saving out: the next one finds nothing to do, and no conflict', async () => {
    const documents = user(500);
    const mine = await edited(documents);
    const puts = (): number => emulated.requests.filter(({ method }) => method === 'PUT').length;
    emulated.fault = ({ method }) => (method === 'PUT' ? 1000 : undefined);
    const late = await documents.save('pets', mine, signal);
    assert.equal(late.ok ? '' : late.failure.kind, 'unreachable');
    while (host() !== 'new.example.com') await new Promise((resume) => setTimeout(resume, 5));
    emulated.fault = undefined;
    assert.ok((await documents.save('pets', mine, signal)).ok);
    assert.equal(puts(), 1);
    // Half a minute is waited for.
    assert.deepEqual(new Set(limits), new Set([60_000]));
  });

  it('renews the session between the reading and the saving', async () => {
    const documents = user();
    const mine = await edited(documents);
    emulated.fault = ({ method }) => {
      if (method === 'PUT') {
        emulated.fault = undefined;
        emulated.endSessions();
      }
      return undefined;
    };
    assert.ok((await documents.save('pets', mine, signal)).ok);
    assert.equal(host(), 'new.example.com');
    assert.equal(emulated.requests.filter(({ path }) => path === '/login').length, 2);
  });
});
