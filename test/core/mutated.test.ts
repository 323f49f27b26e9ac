// Five hundred damaged documents: whatever the bytes, reading ends soon, with a model or with a sentence.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelOf, openDocument, operationOf } from '../../src/core/models/readDocument.ts';
import { bytesOf, listed } from '../help/corpus.ts';
import { cpuClock } from '../help/cpuClock.ts';
import { samples } from '../help/paths.mjs';
import { openApi } from '../help/documents.ts';

/** The same numbers in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const yaml =
  'openapi: 3.0.3\ninfo: &i {title: x, version: 1}\npaths:\n  /a: &a\n    get: {operationId: a, parameters: [{name: q, in: query, schema: {type: string}}]}\n  /b: *a\nx: {<<: *i}\n';
const sources: readonly Uint8Array[] = [
  Buffer.from(yaml),
  Buffer.from(JSON.stringify(openApi(), undefined, 1)),
  readFileSync(join(samples, 'OpenAPIs/petstore_simple_1.0.0.json')),
  ...listed.filter(({ size, format }) => size < (format === 'json' ? 60_000 : 30_000)).map(({ file }) => bytesOf(file)),
];
const pieces = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  '\n',
  ' ',
  '&a ',
  '*a',
  '<<: *a\n',
  '- ',
  '? ',
  '|',
  '>',
  '!!x ',
  '---\n',
  '%',
  '\0',
  '\uFEFF',
  '$ref',
  '#',
];

/** Some bytes changed, cut off, doubled, or put in. */
function damage(source: Uint8Array, below: (most: number) => number): Uint8Array {
  const bytes = Buffer.from(source);
  const at = below(bytes.length);
  switch (below(4)) {
    case 0:
      for (let count = 1 + below(20); count > 0; count--) bytes[below(bytes.length)] = below(256);
      return bytes;
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(below(at + 1))]);
    default:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from((pieces[below(pieces.length)] ?? '').repeat(1 + below(1000))),
        bytes.subarray(at),
      ]);
  }
}

async function readAll(bytes: Uint8Array): Promise<void> {
  const nowhere = () => Promise.resolve(undefined);
  const document = openDocument(bytes);
  if ('error' in document) {
    assert.notEqual(document.error, '');
    return;
  }
  const reading = await modelOf(document, nowhere);
  if ('error' in reading) {
    assert.notEqual(reading.error, '');
    return;
  }
  for (const operation of reading.model.operations.slice(0, 20)) await operationOf(document, nowhere, operation);
}

describe('damaged documents', () => {
  for (let group = 0; group < 20; group++) {
    it(`are read or refused, ${group * 25 + 1} to ${group * 25 + 25}`, async () => {
      const below = random(group + 1);
      for (let count = 0; count < 25; count++) {
        const bytes = damage(sources[below(sources.length)]!, below);
        const used = cpuClock();
        await readAll(bytes);
        const ms = used();
        assert.ok(ms < 2000, `${ms} ms`);
      }
    });
  }
});
