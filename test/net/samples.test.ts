// The sample workspace: integrations in the exact form that ipctl exports, and no secret in any file.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportedKeys } from '../help/documents.ts';
import { samples } from '../help/paths.mjs';
import { credentials } from '../help/sample-service.mjs';

const files = readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
const read = (name: string): string => readFileSync(join(samples, name), 'utf8');

/** As Go prints a map: keys in order of the alphabet. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

describe('sample workspace', () => {
  for (const name of files.filter((file) => file.endsWith('.integration.json'))) {
    it(`${name} has the form of an ipctl export`, () => {
      const value = JSON.parse(read(name)) as Record<string, unknown>;
      const exported = Object.fromEntries(exportedKeys.map((key) => [key, sorted(value[key])]));
      assert.equal(read(name), JSON.stringify(exported, null, 4));
      assert.ok(name.endsWith(`${String(value['name'])}.integration.json`));
    });
  }

  it('holds no credential of the sample service', () => {
    const { password, apiKey, token } = credentials;
    for (const name of files)
      for (const secret of [password, apiKey, token]) assert.ok(!read(name).includes(secret), name);
  });
});
