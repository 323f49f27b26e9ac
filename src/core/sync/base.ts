// What both homes had of an integration when they were last brought together: the third side of every comparison. It is
// kept on disk, so it holds no secret.
import { isMap, readExact, writeJson } from '../exact.ts';
import type { Pause } from '../inTurns.ts';
import { asArray, get, type Json, type JsonObject } from '../json.ts';
import { showsSecret } from '../secrets/redactNames.ts';
import { isPlatformSecret, referencesIn } from '../secrets/secrets.ts';
import { isEmptyObject, leavesOf, putLeaves, type Leaves, type Put } from './leaves.ts';
import type { Side } from './side.ts';

export interface Base {
  readonly source?: JsonObject;
  readonly target?: JsonObject;
}

/** By the names of integrations. */
export type Bases = ReadonlyMap<string, Base>;

interface Decided {
  readonly pointer: string;
  readonly state: 'changed' | 'conflict' | 'kept' | 'offered';
  readonly value?: Json | undefined;
}

/**
 * The base after `chosen` of the differences were taken over. What somebody left as it is, stays a change of the target;
 * what the source gave in vain is known now.
 */
export function settle(
  before: Base | undefined,
  source: Side,
  target: Side,
  differences: readonly Decided[],
  chosen: ReadonlySet<string>,
): Base {
  const old = { source: leavesIn(before?.source), target: leavesIn(before?.target) };
  // What one of them knows for a secret is none of the other's to write down; and what refers to one stands for it.
  const referring = new Set(differences.filter(({ value }) => refersToSecret(value)).map(({ pointer }) => pointer));
  const isSecret = (pointer: string): boolean =>
    [source, target].some((side) => side.isSecret(pointer) || refersToSecret(side.leaves.get(pointer))) ||
    referring.has(pointer);
  const now = { source: shownLeaves(source, isSecret), target: shownLeaves(target, isSecret) };
  const states = new Map(differences.map(({ pointer, state }) => [pointer, chosen.has(pointer) ? undefined : state]));
  const pick = (side: 'source' | 'target'): JsonObject => {
    const puts = [...new Set([...old[side].keys(), ...now[side].keys()])].map((pointer): Put => {
      const isOld = keepsOld(states.get(pointer), side);
      return { pointer, value: (isOld ? old : now)[side].get(pointer) };
    });
    return putLeaves({}, puts);
  };
  return { source: pick('source'), target: pick('target') };
}

function keepsOld(state: Decided['state'] | undefined, side: 'source' | 'target'): boolean {
  return state === 'changed' || state === 'kept' || (state === 'conflict' && side === 'target');
}

const leavesIn = (service: JsonObject | undefined): Leaves => (service ? leavesOf(service) : new Map());

/** A secret only where it is a reference, which tells nothing. */
function shownLeaves({ leaves }: Side, isSecret: Side['isSecret']): Leaves {
  const tellsNothing = (value: Json): boolean =>
    typeof value === 'string' ? isReference(value) : typeof value === 'boolean' || isEmptyObject(value);
  const isShown = (pointer: string, value: Json): boolean =>
    isSecret(pointer) ? tellsNothing(value) : !showsSecret(writeJson(value));
  return new Map([...leaves].filter(([pointer, value]) => isShown(pointer, value)));
}

const refersToSecret = (value: Json | undefined): boolean =>
  typeof value === 'string' && !isPlatformSecret(value) && referencesIn(value).some(({ store }) => store === 'secret');

/** A text that tells nothing of a secret: a reference alone, no cipher. */
export const isReference = (text: string): boolean =>
  isPlatformSecret(text)
    ? !text.startsWith('$ENC')
    : /^(\$\{(secret|env):[^{}\s]+\})+$/.test(text) && referencesIn(text).length > 0;

const version = 2;

/** The file of all bases of two homes, whichever of them is the source: a line for each, so that they are read one by one. */
export async function writeBases(bases: Bases, source: string, target: string, pause: Pause): Promise<string> {
  const lines = [writeJson({ version })];
  for (const [name, base] of bases) {
    const sides = { ...(base.source && { [source]: base.source }), ...(base.target && { [target]: base.target }) };
    lines.push(writeJson([name, sides]));
    await pause();
  }
  return lines.join('\n');
}

/** Nothing of a file that this version does not understand. */
export async function readBases(text: string, source: string, target: string, pause: Pause): Promise<Bases> {
  const [head = '', ...lines] = text.split('\n');
  const bases = new Map<string, Base>();
  if (get(readExact(head), 'version') !== version) return bases;
  for (const line of lines) {
    const [name, sides] = asArray(readExact(line));
    const base = readBase({ source: get(sides, source) ?? null, target: get(sides, target) ?? null });
    if (typeof name === 'string' && base) bases.set(name, base);
    await pause();
  }
  return bases;
}

export function readBase(value: Json | undefined): Base | undefined {
  if (value === undefined) return undefined;
  const [source, target] = [get(value, 'source'), get(value, 'target')].map((each) =>
    each !== undefined && isMap(each) ? each : undefined,
  );
  return { ...(source && { source }), ...(target && { target }) };
}
