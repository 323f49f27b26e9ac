// What would happen to one integration on its way from one home to another: property by property, against what both were.
import { isMap, mapValues } from '../exact.ts';
import { get, isObject, type Json, type JsonObject } from '../json.ts';
import { configuration, sameValue } from '../platform/hidden.ts';
import { toPointer } from '../pointer.ts';
import { isPlatformSecret } from '../secrets/secrets.ts';
import type { Base } from './base.ts';
import { hasObject, isEmptyObject, leavesOf, putLeaves, type Leaves, type Put } from './leaves.ts';
import type { PlaceKind, Side } from './side.ts';
import { isSecretAt, wishAt, type Stored, type Travel, type Wish } from './travel.ts';

/**
 * `changed`: in the source alone. `conflict`: in both, or nobody knows. `kept`: in the target alone, or settled before.
 * `offered`: a secret of the source, which cannot be compared with what the platform has.
 */
export type DifferenceState = 'changed' | 'conflict' | 'kept' | 'offered';

export interface Difference {
  /** JSON pointer into the service document. */
  readonly pointer: string;
  readonly state: DifferenceState;
  readonly isSecret: boolean;
  /** What the target would have; undefined where it would go. */
  readonly value: Json | undefined;
  /** What the target has. */
  readonly before: Json | undefined;
  readonly store?: Stored;
}

/** `only`: the target has it, and never was it in the source. */
export type ItemKind = 'new' | 'changed' | 'removed' | 'conflicting' | 'same' | 'only';

export interface SyncItem {
  readonly name: string;
  readonly modelId: string;
  readonly kind: ItemKind;
  /** Of `conflicting`: one of them deleted it while the other has it, changed or not. */
  readonly deletedIn?: 'source' | 'target';
  readonly source?: Side;
  readonly target?: Side;
  readonly differences: readonly Difference[];
  /** Pointers of secrets and of values of the environment that the target has nothing for. */
  readonly missing: readonly string[];
  readonly to: PlaceKind;
  readonly base?: Base;
}

/** An integration that the source, the target or both have. */
export function planItem(
  source: Side | undefined,
  target: Side | undefined,
  base: Base | undefined,
  travel: Travel,
): SyncItem {
  const known = { to: travel.to, ...(source && { source }), ...(target && { target }), ...(base && { base }) };
  const { name = '', modelId = '' } = source ?? target ?? {};
  if (!source) return { ...known, name, modelId, ...withoutSource(target, base), differences: [], missing: [] };
  const { differences, missing } = compareSides(source, target, base, travel);
  const item = { ...known, name, modelId, differences, missing };
  if (target) return { ...item, kind: kindOf(differences) };
  const wasThere = base?.target !== undefined;
  return wasThere ? { ...item, kind: 'conflicting', deletedIn: 'target' } : { ...item, kind: 'new' };
}

function withoutSource(target: Side | undefined, base: Base | undefined): Pick<SyncItem, 'kind' | 'deletedIn'> {
  if (!target || !base?.source || !base.target) return { kind: 'only' };
  return isUnchanged(target, base.target) ? { kind: 'removed' } : { kind: 'conflicting', deletedIn: 'source' };
}

/** Secrets aside: a base knows nothing of them. */
function isUnchanged(side: Side, base: JsonObject): boolean {
  const before = leavesOf(base);
  return pointersOf(side.leaves, before).every(
    (pointer) => side.isSecret(pointer) || sameValue(side.leaves.get(pointer), before.get(pointer)),
  );
}

function kindOf(differences: readonly Difference[]): ItemKind {
  if (differences.some(({ state }) => state === 'conflict')) return 'conflicting';
  return differences.some(({ state }) => state === 'changed') ? 'changed' : 'same';
}

interface Compared {
  readonly differences: readonly Difference[];
  readonly missing: readonly string[];
}

function compareSides(source: Side, target: Side | undefined, base: Base | undefined, travel: Travel): Compared {
  const bases = { source: base?.source && leavesOf(base.source), target: base?.target && leavesOf(base.target) };
  const pointers = pointersOf(source.leaves, target?.leaves ?? new Map(), travel.overlay);
  const differences: Difference[] = [];
  const missing: string[] = [];
  for (const pointer of pointers) {
    const wish = wishAt(pointer, source, target, travel);
    if (wish.kind === 'lack') missing.push(pointer);
    if (wish.kind === 'keep' || wish.kind === 'lack' || isDone(pointer, wish, target)) continue;
    const at = { pointer, isSecret: isSecretAt(pointer, source, target), before: target?.leaves.get(pointer) };
    const state =
      wish.kind === 'offer' ? offerOf(pointer, source, bases) : stateOf(pointer, source, target, bases, travel);
    differences.push({ ...at, state, value: wish.value, ...(wish.store && { store: wish.store }) });
  }
  return { differences, missing };
}

/** An empty object is there already where the target has one with keys: those are looked at one by one. */
function isDone(
  pointer: string,
  { value, seen }: Extract<Wish, { value: unknown }>,
  target: Side | undefined,
): boolean {
  if (!target) return false;
  if (isEmptyObject(value)) return hasObject(target.leaves, pointer);
  // An object without keys goes with the last of its keys in the source.
  if (value === undefined && isEmptyObject(target.leaves.get(pointer))) return true;
  return sameValue(seen, target.seen.get(pointer));
}

interface Bases {
  readonly source: Leaves | undefined;
  readonly target: Leaves | undefined;
}

function stateOf(
  pointer: string,
  source: Side,
  target: Side | undefined,
  bases: Bases,
  { overlay }: Travel,
): DifferenceState {
  if (!target) return 'changed';
  if (!bases.source || !bases.target) return 'conflict';
  const isNewHere = overlay.has(pointer) || !sameValue(source.leaves.get(pointer), bases.source.get(pointer));
  const isNewThere = !sameValue(target.leaves.get(pointer), bases.target.get(pointer));
  if (isNewHere) return isNewThere ? 'conflict' : 'changed';
  return 'kept';
}

/** Another reference than before is a change that somebody made. */
function offerOf(pointer: string, source: Side, bases: Bases): DifferenceState {
  const before = bases.source?.get(pointer);
  return before !== undefined && !sameValue(before, source.leaves.get(pointer)) ? 'changed' : 'offered';
}

const pointersOf = (...all: readonly ReadonlyMap<string, unknown>[]): string[] => [
  ...new Set(all.flatMap((each) => [...each.keys()])),
];

/** The differences that are taken over where nobody says otherwise. */
export const usualChoice = ({ differences }: SyncItem): ReadonlySet<string> =>
  new Set(differences.filter(({ state }) => state === 'changed').map(({ pointer }) => pointer));

/** The document as it would stand in the target; `chosen` are the pointers of the differences that are taken over. */
export function resultOf(item: SyncItem, chosen: ReadonlySet<string>): JsonObject {
  const { source, target, differences, missing } = item;
  const puts: Put[] = differences.filter(({ pointer }) => chosen.has(pointer));
  if (target || !source) return putLeaves(target?.service ?? {}, puts);
  const gone = missing.map((pointer): Put => ({ pointer, value: undefined }));
  return withoutTokens(withoutIdentity(putLeaves(source.service, [...gone, ...puts])), item.to);
}

/** A platform gets its own tokens, and a file holds none in plain text. */
function withoutTokens(service: JsonObject, to: PlaceKind): JsonObject {
  const authentication = get(service, ...configuration, 'authentication');
  if (!isObject(authentication)) return service;
  const blocks = mapValues(authentication, (block) => {
    const token = get(block, 'token');
    if (!isObject(block) || token === undefined) return block;
    if (to === 'platform') return Object.fromEntries(Object.entries(block).filter(([key]) => key !== 'token'));
    return mapValues(block, (value, key) => (key === 'token' ? blanked(value) : value));
  });
  return putLeaves(service, [{ pointer: toPointer([...configuration, 'authentication']), value: blocks }]);
}

const blanked = (token: Json): Json => {
  if (typeof token === 'string') return isPlatformSecret(token) ? token : '';
  return isMap(token) ? mapValues(token, (value) => blanked(value)) : token;
};

const withoutIdentity = (service: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(service).filter(([key]) => key !== '_id' && key !== 'metadata'));
