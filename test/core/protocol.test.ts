import assert from 'node:assert/strict';
import { readToHost, readToWebview } from '../../src/protocol.ts';

const good = [
  { type: 'ready' },
  { type: 'set', id: 1, path: ['a', 0], value: 'x' },
  { type: 'set', id: 1, path: [], value: true },
  { type: 'reset', id: 0, path: ['a', ''] },
  { type: 'choose', id: 0, path: ['a'], option: 2 },
  { type: 'secret', id: 2, path: ['a'], value: '' },
  { type: 'typing', id: 2, path: ['a'], value: true },
  { type: 'fix', id: 2, path: ['a'], problem: 0, fix: 0, version: 3 },
  { type: 'command', id: 3, command: 'clone' },
  { type: 'command', id: 3, command: 'advancedView', path: ['a'] },
];
const hostile: unknown[] = [
  undefined,
  null,
  7,
  'ready',
  [],
  {},
  { type: 'ready', more: 1 },
  { type: 'nonsense', id: 1 },
  { type: 'constructor', id: 1 },
  { type: '__proto__', id: 1 },
  { type: 'set', path: ['a'], value: 'x' },
  { type: 'set', id: -1, path: ['a'], value: 'x' },
  { type: 'set', id: 1.5, path: ['a'], value: 'x' },
  { type: 'set', id: 1, path: 'a', value: 'x' },
  { type: 'set', id: 1, path: [null], value: 'x' },
  { type: 'set', id: 1, path: [-1], value: 'x' },
  { type: 'set', id: 1, path: ['a'], value: 7 },
  { type: 'set', id: 1, path: ['a'], value: { evil: true } },
  { type: 'set', id: 1, path: ['a'], value: 'x'.repeat(1_000_001) },
  { type: 'set', id: 1, path: Array.from({ length: 33 }, () => 'a'), value: 'x' },
  { type: 'set', id: 1, path: ['a'], value: 'x', more: 1 },
  { type: 'reset', id: 1 },
  { type: 'choose', id: 0, path: ['a'], option: '2' },
  { type: 'secret', id: 1, path: ['a'], value: true },
  { type: 'fix', id: 1, path: ['a'], problem: 'x', fix: 0, version: 1 },
  { type: 'command', id: 1, command: 'workbench.action.quit' },
  { type: 'command', id: 1, command: ['clone'] },
  { type: 'command', id: 1, command: 'clone', path: 7 },
];

describe('messages to the host', () => {
  for (const message of good)
    it(`takes ${JSON.stringify(message)}`, () => assert.deepEqual(readToHost(message), message));
  for (const message of hostile)
    it(`refuses ${(JSON.stringify(message) as string | undefined)?.slice(0, 80)}`, () =>
      assert.equal(readToHost(message), undefined));
});

describe('messages to the page', () => {
  const snapshot = {
    type: 'snapshot',
    version: 1,
    name: 'x',
    fileName: 'x',
    model: '',
    notices: [],
    editable: true,
    dirty: false,
    can: { testCall: true, clone: true, delete: true },
  };
  for (const message of [snapshot, { type: 'answer', id: 1, ok: true }, { type: 'reveal', path: ['a'] }]) {
    it(`takes ${message.type}`, () => assert.deepEqual(readToWebview(message), message));
  }
  for (const message of [
    null,
    'x',
    { type: 'snapshot' },
    { ...snapshot, notices: 1 },
    { type: 'answer', ok: true },
    { type: 'reveal', path: 7 },
    { type: 'other' },
  ]) {
    it(`refuses ${JSON.stringify(message).slice(0, 60)}`, () => assert.equal(readToWebview(message), undefined));
  }
});
