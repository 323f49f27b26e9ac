import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits } from 'jsonc-parser';
import { get } from '../../src/core/json.ts';
import { parseDocument } from '../../src/core/models/parseDocument.ts';
import { operationIdFor } from '../../src/core/preflight/operationId.ts';
import { describe as describeModel } from '../../src/core/preflight/preflight.ts';
import { ruleIds } from '../../src/core/preflight/ruleIds.ts';
import { readSeverities } from '../../src/core/preflight/severities.ts';
import { dumpedSize } from '../../src/core/preflight/rules/tooLarge.ts';
import { cpuClock } from '../help/cpuClock.ts';
import {
  clean,
  examine,
  formats,
  found,
  mended,
  operation,
  swagger,
  withSchemas,
  withSchemes,
} from '../help/preflight.ts';

const root = join(import.meta.dirname, '../..');
const codesIn = async (text: string) => (await examine(text)).problems.map(({ code }) => code);
const many = (count: number, make: (index: number) => [string, unknown]) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)));

describe('a pre-flight', () => {
  it('tells the model and its losses', async () => {
    const paths = { '/a': { get: operation('a'), put: operation() } };
    const { id, operations, lost } = await examine(formats.json(clean({ paths })));
    assert.deepEqual([id, operations, lost], ['Shop:1.0.0', 2, 1]);
  });
  it('reads a wrapped document, and its paths and fixes lead into the wrapper', async () => {
    const text = formats.json({ model: clean({ paths: { '/a': { get: operation() } } }) });
    const [problem] = await found(text, 'lost-operation');
    assert.deepEqual(problem?.path, ['model', 'paths', '/a', 'get']);
    assert.deepEqual(await codesIn(await mended(text, problem.fixes![0]!)), []);
  });
  it('takes severities from the settings', async () => {
    const text = formats.json(clean({ servers: [{ url: '/v1' }] }));
    assert.equal((await examine(text, { 'server-url': 'error' })).problems[0]?.severity, 'error');
    assert.deepEqual((await examine(text, { 'server-url': 'off' })).problems, []);
  });
  it('takes only what makes sense from the settings', () => {
    assert.deepEqual(readSeverities({ structure: 'off', syntax: 'loud', 'too-large': 1 }), { structure: 'off' });
    assert.deepEqual(readSeverities('off'), {});
    const proxy = new Proxy({ structure: 'error' }, {});
    assert.deepEqual(structuredClone(readSeverities(proxy)), { structure: 'error' });
  });
  it('shows some findings of a rule and says how many more there are', async () => {
    const paths = many(90, (index) => [`/p${index}`, { get: operation() }]);
    const problems = await found(formats.json(clean({ paths })), 'lost-operation');
    assert.equal(problems.length, 21);
    assert.match(problems.at(-1)?.message ?? '', /71 more/);
  });
  it('never shows more than a hundred problems', async () => {
    const paths = many(60, (index) => [
      `/p${index}/{x}`,
      { get: { ...operation(), foo: 1, [`foo${index}`]: 2, servers: 1 } },
    ]);
    const schemas = many(60, (index) => [
      `S${index}`,
      { [`key${index}`]: 1, type: ['a'], exclusiveMinimum: true, $ref: 1 },
    ]);
    const refs = many(60, (index) => [`R${index}`, { $ref: index % 2 ? '#/none' : 'other.json' }]);
    const document = clean({ paths, components: { schemas: { ...schemas, ...refs } } });
    assert.equal((await examine(formats.json(document))).problems.length, 100);
  });
  it('mends everything of a kind at once', async () => {
    for (const write of Object.values(formats)) {
      const text = write(
        withSchemas({
          A: { type: 'integer', minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: true },
          B: { type: 'integer', exclusiveMinimum: false },
        }),
      );
      const { fixAll } = await examine(text);
      assert.match(fixAll['exclusive-bound']?.title ?? '', /all 3/);
      const after = await mended(text, fixAll['exclusive-bound']!);
      assert.deepEqual(await codesIn(after), []);
      assert.match(after, /exclusiveMaximum"?: ?5/);
    }
  });
  it('moves a scheme to the front and changes nothing else', async () => {
    const schemes = {
      a: { type: 'http', scheme: 'basic' },
      b: { type: 'apiKey', in: 'header', name: 'X' },
      c: { type: 'http', scheme: 'bearer' },
    };
    for (const write of Object.values(formats)) {
      const text = write(withSchemes(schemes));
      const [problem] = await found(text, 'several-schemes');
      const after = await mended(text, problem!.fixes![1]!);
      assert.equal(after, write(withSchemes({ c: schemes.c, a: schemes.a, b: schemes.b })));
    }
  });
});

describe('documents that can hardly be read', () => {
  for (const [name, text, code] of [
    ['broken JSON', '{"openapi": "3.0.0",', 'syntax'],
    ['broken YAML', 'openapi: 3.0.0\n  info: [', 'syntax'],
    ['nothing', '', 'syntax'],
    ['a word', 'hello', 'not-openapi'],
    ['a list', '[1]', 'not-openapi'],
    ['depth in JSON', '{"a":'.repeat(100_000), 'syntax'],
    ['depth in YAML', 'a: '.concat('['.repeat(50_000)), 'syntax'],
    ['closed depth', `{"openapi":"3.0.0","x":${'['.repeat(5000)}${']'.repeat(5000)}}`, undefined],
    ['a circle of aliases', 'openapi: 3.0.0\na: &a [*a]', 'syntax'],
    ['an alias bomb', bomb(), 'syntax'],
    ['binary', '\0\u0001\u0002', 'syntax'],
  ] as const) {
    it(`gives a reason for ${name}`, async () => {
      const codes = await codesIn(text);
      if (code) assert.deepEqual([...new Set(codes)], [code]);
    });
  }
  it('says where JSON and YAML are broken', async () => {
    assert.deepEqual((await found('{\n  "a": 1,\n}', 'syntax'))[0]?.start, { line: 2, character: 0 });
    assert.equal((await found('a: 1\nb: [\nc: 2', 'syntax'))[0]?.start.line, 2);
  });
  it('names keys that stand twice, and goes on', async () => {
    const json = '{"openapi": "3.0.3", "paths": {}, "paths": {}}';
    assert.deepEqual((await found(json, 'duplicate-key'))[0]?.start, { line: 0, character: 34 });
    const yaml = 'openapi: 3.0.3\npaths: {}\ninfo: {a: 1, a: 2}\npaths: {}';
    assert.deepEqual(
      (await found(yaml, 'duplicate-key')).map(({ start }) => [start.line, start.character]),
      [
        [2, 13],
        [3, 0],
      ],
    );
    assert.ok((await codesIn(yaml)).includes('no-operation'));
  });
  it('reads behind a byte order mark, with Windows line ends', async () => {
    const text = `\uFEFF${formats.json(clean({ servers: [{ url: '/x' }] })).replaceAll('\n', '\r\n')}`;
    assert.deepEqual((await found(text, 'server-url'))[0]?.start, { line: 8, character: 6 });
  });
  it('treats names of prototypes as data', async () => {
    const text =
      '{"openapi":"3.0.3","info":{"title":"x","version":"1"},"paths":{"/a":{"get":{"operationId":"constructor","responses":{"200":{"description":""}}}}},"servers":[{"url":"https://a"}],"components":{"schemas":{"__proto__":{"parse":1},"constructor":{"type":"string"}}}}';
    assert.deepEqual(await codesIn(text), ['schema-key']);
  });
});

function bomb(): string {
  const lines = Array.from(
    { length: 12 },
    (_, index) => `a${index + 1}: &a${index + 1} [${Array(10).fill(`*a${index}`).join(', ')}]`,
  );
  return `openapi: 3.0.0\na0: &a0 x\n${lines.join('\n')}\n`;
}

describe('the size of a model', () => {
  it('is what Python’s json.dumps makes of it', () => {
    // python3 -c "import json; print(len(json.dumps({'a': [1, 2.5, None, True], 'ü': 'é\\n\"'})))"
    assert.equal(dumpedSize({ a: [1, 2.5, null, true], ü: 'é\n"' }), 51);
    assert.equal(dumpedSize({}), 2);
    assert.equal(dumpedSize([]), 2);
    assert.equal(dumpedSize('😀'), 14);
  });
  it('is refused from 15 MB on', async () => {
    const document = (length: number) => formats.minified(clean({ 'x-long': 'x'.repeat(length) }));
    const rest = dumpedSize(clean({ 'x-long': '' }) as never);
    const limit = 15 * 1024 * 1024;
    assert.deepEqual(await codesIn(document(limit - rest - 1)), []);
    assert.deepEqual(await codesIn(document(limit - rest)), ['too-large']);
  });
});

describe('proposed operationIds', () => {
  for (const [method, template, expected] of [
    ['GET', '/items/{id}/tags', 'getItemsByIdTags'],
    ['POST', '/', 'post'],
    ['GET', '/v1/roles.json', 'getV1RolesJson'],
    ['DELETE', '/a-b/{c_d}:{e}', 'deleteABByCDByE'],
    ['PUT', '/taken', 'putTaken3'],
  ] as const)
    it(`${method} ${template}`, () =>
      assert.equal(operationIdFor(method, template, new Set(['putTaken', 'putTaken2'])), expected));
});

describe('the rules outside the code', () => {
  it('stand in the manifest', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      contributes: { configuration: { properties: Record<string, { propertyNames?: { enum: string[] } }> } };
    };
    const setting = manifest.contributes.configuration.properties['integrations.models.rules'];
    assert.deepEqual(setting?.propertyNames?.enum, [...ruleIds]);
  });
  it('stand in the README, one line each', () => {
    const rows =
      readFileSync(join(root, 'README.md'), 'utf8').match(/^\| `[\w-]+` +\| (error|warning|information)/gm) ?? [];
    assert.deepEqual(
      rows.map((row) => row.split('`')[1]),
      [...ruleIds],
    );
  });
});

describe('another description', () => {
  const described = async (text: string, description: string) =>
    applyEdits(text, [...(await describeModel(text, description))]);
  for (const [what, document, at] of [
    ['of a document', clean(), ['info', 'description']],
    ['of one that has one', clean({ info: { title: 'x', version: '1', description: 'old' } }), ['info', 'description']],
    ['of a wrapped one', { model: clean() }, ['model', 'info', 'description']],
  ] as const) {
    for (const [format, write] of Object.entries(formats)) {
      it(`${what} in ${format} changes nothing else`, async () => {
        const text = write(document);
        const parsed = parseDocument(await described(text, 'new: "lines"\n# and more'));
        const value = 'value' in parsed ? parsed.value : null;
        assert.equal(get(value, ...at), 'new: "lines"\n# and more');
        assert.deepEqual(
          parseDocument(await described(await described(text, 'other'), 'new: "lines"\n# and more')),
          parsed,
        );
        const paths = [...at.slice(0, -2), 'paths'];
        assert.deepEqual(get(value, ...paths), get(document, ...paths));
      });
    }
  }
  it('of what is no model is none', async () => assert.equal(await described('{"a":1}', 'x'), '{"a":1}'));
});

describe('the pre-flight’s time', () => {
  it('grows with the document, not with its square', async () => {
    const text = (count: number) =>
      formats.json(
        clean({
          paths: many(count, (index) => [`/p${index}/{id}`, { get: operation() }]),
          components: {
            schemas: many(count, (index) => [
              `S${index}`,
              { type: ['string', 'null'], foo: 1, exclusiveMinimum: true },
            ]),
          },
        }),
      );
    const time = async (count: number) => {
      const used = cpuClock();
      await examine(text(count));
      return used();
    };
    await time(100);
    const [small, large] = [await time(500), await time(5000)];
    assert.ok(large < Math.max(small, 30) * 40, `${small.toFixed()} ms, ten times as much ${large.toFixed()} ms`);
  });
  it('and that of mending too (else the time of this test is up)', async () => {
    const text = formats.json(clean({ paths: many(3000, (index) => [`/p${index}`, { get: operation() }]) }));
    const [summary] = await found(text, 'lost-operation');
    assert.deepEqual(await codesIn(await mended(text, summary!.fixes![0]!)), []);
  });
  it('reads old documents too', async () => assert.deepEqual(await codesIn(formats.yaml(swagger())), []));
});
