// The worker that ships, in a thread of its own: it answers, can be ended, and leaves the loop of this thread free.
import assert from 'node:assert/strict';
import type { Inspector } from '../../src/core/preflight/inspector.ts';
import { createInspector } from '../../src/net/models/inspect.ts';
import { clean, formats, operation } from '../help/preflight.ts';
import { buildShipped } from '../help/shipped.mjs';

const bytes = (text: string) => new TextEncoder().encode(text);
const forever = () => new AbortController().signal;

describe('pre-flights in a worker', function () {
  this.timeout(30_000);
  let inspector: Inspector;
  before(async () => {
    inspector = createInspector(
      await buildShipped('src/net/models/preflightWorker.ts', 'src/core/preflight/yamlPlaces.ts'),
    );
  });
  for (const [format, write] of Object.entries(formats)) {
    it(`finds problems and mends them in ${format}`, async () => {
      const text = write(clean({ paths: { '/a': { get: operation() } } }));
      const { problems, lost } = await inspector.preflight(bytes(text), {}, forever());
      assert.deepEqual([problems.map(({ code }) => code), lost], [['lost-operation'], 1]);
      const edits = await inspector.mend(text, problems[0]!.fixes!, forever());
      assert.match(edits[0]?.content ?? '', /operationId"?: ?"?getA/);
    });
  }
  it('makes one document of several files', async () => {
    const root = clean({ paths: { '/a': { $ref: 'a.yaml' } } });
    const files = new Map([['a.yaml', bytes('get: { operationId: getA, responses: {} }')]]);
    const one = await inspector.toJson(bytes(JSON.stringify(root)), { files, own: 'openapi.json' }, forever());
    assert.match(new TextDecoder().decode(one), /"\/a": \{\s*"get": \{\s*"operationId": "getA"/);
  });
  it('finds what is wrong in the files beside a document, and tells where', async () => {
    const root = clean({ paths: { '/a': { $ref: 'a.yaml' }, '/b': { get: operation() } } });
    const files = new Map([['a.yaml', bytes('get: { responses: {} }')]]);
    const text = JSON.stringify(root, undefined, 2);
    const { problems, lost, operations } = await inspector.preflight(bytes(text), {}, forever(), { files, own: '' });
    assert.deepEqual([operations, lost], [2, 2]);
    const found = problems.filter(({ code }) => code === 'lost-operation');
    const lines = text.split('\n');
    assert.deepEqual(
      found.map(({ message, start, fixes }) => [
        /\(\/paths\/~1a\/get/.test(message),
        lines[start.line]?.trim(),
        fixes?.length,
      ]),
      [
        [false, '"paths": {', 0],
        [true, '{', 0],
        [false, '"get": {', 1],
      ],
    );
  });
  it('can be cancelled', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    const running = inspector.preflight(bytes(large()), {}, abort.signal);
    setTimeout(() => abort.abort(reason), 20);
    await assert.rejects(running, reason);
    await assert.rejects(inspector.preflight(bytes('{}'), {}, abort.signal), reason);
  });
  it('leaves the loop of this thread free', async () => {
    const document = bytes(large());
    const before = performance.eventLoopUtilization();
    await inspector.preflight(document, {}, forever());
    const { utilization } = performance.eventLoopUtilization(before);
    assert.ok(utilization < 0.5, `busy for ${(utilization * 100).toFixed()} % of the time`);
  });
});

/** Some four megabytes. */
function large(): string {
  const schemas = Object.fromEntries(
    Array.from({ length: 40_000 }, (_, index) => [
      `S${index}`,
      { type: 'object', properties: { a: { type: 'string' } } },
    ]),
  );
  return formats.json(clean({ components: { schemas } }));
}
