// Two users save the same document at once, in a thousand random orders of their requests: no change is lost without a word.
import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/core/json.ts';
import { createDocuments, type ConflictChoice, type RemoteDocuments } from '../../src/core/platform/documents.ts';
import type { Exchange, Request } from '../../src/core/request.ts';
import { startPlatform, type Platform as Emulated } from '../help/platform/platform.mjs';
import { petsPassword as password, petsModel, petsService } from '../help/pets.ts';
import { clientOf } from './emulated.ts';

const signal = new AbortController().signal;

/** Numerical Recipes' generator: the same orders at each run. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Pets {
  description?: string;
  readonly properties: {
    readonly properties: {
      readonly server: { host: string };
      readonly authentication: { login: { password: string } };
    };
  };
}

describe('two users of a platform', () => {
  let emulated: Emulated;
  beforeEach(async () => {
    emulated = await startPlatform();
    emulated.addModel(petsModel());
  });
  afterEach(() => emulated.close());

  /** Requests wait until one of them is picked; none of it goes over the network. */
  function shuffled(random: (below: number) => number) {
    const waiting: (() => void)[] = [];
    const send = (request: Request): Promise<Exchange> =>
      new Promise((resolve) => {
        waiting.push(() => {
          const headers = Object.fromEntries(request.headers.map(([name, value]) => [name.toLowerCase(), value]));
          const { status, text, ...answer } = emulated.answer({
            ...request,
            headers,
            text: new TextDecoder().decode(request.body),
          });
          const body = new TextEncoder().encode(text);
          const own = { statusText: '', headers: Object.entries(answer.headers), body, truncated: false, hops: [] };
          resolve({ outcome: 'answered', status, bytes: body.length, ...own } as unknown as Exchange);
        });
      });
    async function until<T>(work: Promise<T>): Promise<T> {
      let isDone = false;
      const done = work.finally(() => (isDone = true));
      while (!isDone) {
        await new Promise((resume) => setImmediate(resume));
        waiting.splice(random(Math.max(1, waiting.length)), 1)[0]?.();
      }
      return done;
    }
    return { send, until };
  }

  let [told, asked, both] = [0, 0, 0];
  after(() => assert.ok(told > 10 && asked > 10 && both > 0, `${told} told, ${asked} asked, ${both} with both`));

  /** In parts, as each test has a limit of its own. */
  const part = 50;
  for (let first = 1; first <= 1000; first += part)
    it(`lose no change and no secret in the orders ${first} to ${first + part - 1}`, () => run(first));

  async function run(first: number): Promise<void> {
    let current = shuffled(() => 0);
    const platforms = [0, 1].map(() => clientOf(emulated, { send: (request) => current.send(request) }));
    await current.until(Promise.all(platforms.map((platform) => platform.signIn(signal))));
    for (let seed = first; seed < first + part; seed++) {
      const random = randomOf(seed);
      current = shuffled(random);
      const { until } = current;
      emulated.requests.length = 0;
      emulated.integrations.clear();
      emulated.addIntegration({
        ...petsService('pets', { server: { host: 'old.example.com' } }),
        loggerProps: { log_level: 'info' },
      });
      const overwritten = new Set<number>();
      const user = (own: number): RemoteDocuments =>
        createDocuments(platforms[own]!, {
          secret: () => Promise.resolve(undefined),
          masked: () => Promise.resolve(new Map()),
          may: () => true,
          conflict: () => {
            asked++;
            const choice = (['overwrite', 'take theirs', 'stop'] as const satisfies readonly ConflictChoice[])[
              random(3)
            ]!;
            if (choice === 'overwrite') overwritten.add(1 - own);
            return Promise.resolve(choice);
          },
        });
      const users = [user(0), user(1)];
      const edits: ((pets: Pets) => void)[] = [
        (pets) => (pets.properties.properties.server.host = 'new.example.com'),
        (pets) => (pets.description = 'changed'),
      ];
      const outcomes = await until(
        Promise.all(
          users.map(async (documents, index) => {
            const read = await documents.read('pets', signal);
            if (!read.ok) assert.fail(read.failure.message);
            const mine = JSON.parse(read.value.text) as Pets;
            edits[index]!(mine);
            return documents.save('pets', JSON.stringify(mine), signal);
          }),
        ),
      );
      const lost = await until(Promise.all(users.map((documents) => documents.lost('pets', signal))));
      const now = emulated.integrations.get('pets') as Pets;
      const isThere = [now.properties.properties.server.host === 'new.example.com', now.description === 'changed'];
      for (const index of [0, 1]) {
        if (!outcomes[index]!.ok || isThere[index] || overwritten.has(index)) continue;
        assert.equal(lost[index]!.length, 1, `order ${seed}: the change of user ${index} is lost without a word`);
        told++;
      }
      if (isThere.every(Boolean)) both++;
      assert.deepEqual(emulated.secretsOf('pets'), { login: { username: 'svc', password } } satisfies JsonObject);
      // Nobody is told of a loss that is none.
      for (const index of [0, 1]) if (isThere[index]) assert.deepEqual(lost[index], [], `order ${seed}`);
    }
  }
});
