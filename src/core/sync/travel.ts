// What of an integration travels from one home to another: not its secrets, and not what belongs to an environment.
import { isMap } from '../exact.ts';
import type { Json } from '../json.ts';
import { isPlatformSecret, referencesIn, secretName } from '../secrets/secrets.ts';
import { serviceKeys } from '../advanced/sortKeys.ts';
import { parsePointer } from '../pointer.ts';
import { textAt, type PlaceKind, type Side } from './side.ts';

/** A value of the environments file, and what its references come to on this machine: undefined where they have no value. */
export interface Overlaid {
  readonly value: Json;
  readonly seen: Json | undefined;
}

/** What holds for one integration on its way between two homes; pointers are those of the service document. */
export interface Travel {
  readonly to: PlaceKind;
  /** What the environments file says of the home it comes from: that stays there. */
  readonly stays: ReadonlySet<string>;
  /** What it says of the home it goes to. */
  readonly overlay: ReadonlyMap<string, Overlaid>;
  /** What one platform never takes from another. */
  readonly local: ReadonlySet<string>;
}

/**
 * What a property of the target is to become. `keep`: what it is. `offer`: what it is, unless somebody wants the source's.
 * `lack`: there is a value in the source, and none that the target could get.
 */
export type Wish =
  | {
      readonly kind: 'value' | 'offer';
      readonly value: Json | undefined;
      readonly seen: Json | undefined;
      readonly store?: Stored;
    }
  | { readonly kind: 'keep' }
  | { readonly kind: 'lack' };

/** A value that goes to the secret store instead of a file. */
export interface Stored {
  readonly name: string;
  readonly value: string;
}

const keep: Wish = { kind: 'keep' };
const lack: Wish = { kind: 'lack' };
const value = (given: Json | undefined, seen = given): Wish => ({ kind: 'value', value: given, seen });

export function wishAt(pointer: string, source: Side, target: Side | undefined, travel: Travel): Wish {
  const overlaid = travel.overlay.get(pointer);
  const own = source.leaves.get(pointer);
  if (overlaid) return overlaidWish(pointer, overlaid, source, target, travel);
  const isSecret = isSecretAt(pointer, source, target);
  if (isLocal(pointer, isSecret, source, travel)) return localWish(pointer, own, isSecret, source, target, travel);
  if (isSecret) {
    const text = textAt(source.leaves, pointer);
    const given = { pointer, text, isLacking: source.lacking.has(pointer) };
    return travel.to === 'platform' ? secretToPlatform(given, target) : secretToFolder(given, source, target);
  }
  if (isUnstated(pointer, source, target)) return keep;
  if (source.lacking.has(pointer)) return target?.leaves.has(pointer) ? keep : lack;
  if (isReferenceOf(pointer, source, target)) return keep;
  return value(own, source.seen.get(pointer));
}

/** An object is no secret, whatever stands beside it. */
export function isSecretAt(pointer: string, source: Side, target: Side | undefined): boolean {
  const values = [source.leaves.get(pointer), target?.leaves.get(pointer)];
  if (values.some((each) => each !== undefined && isMap(each))) return false;
  return source.isSecret(pointer) || target?.isSecret(pointer) === true;
}

function isLocal(pointer: string, isSecret: boolean, source: Side, { to, stays, local }: Travel): boolean {
  const isBetweenPlatforms = source.place === 'platform' && to === 'platform';
  return stays.has(pointer) || (isBetweenPlatforms && (isSecret || local.has(pointer)));
}

function localWish(
  pointer: string,
  own: Json | undefined,
  isSecret: boolean,
  source: Side,
  target: Side | undefined,
  { to }: Travel,
): Wish {
  if (target || own === undefined) return keep;
  if (to === 'folder' && isSecret) return value(referenceFor(source.name, pointer));
  if (own === '' && !(isSecret && source.hides)) return keep;
  return lack;
}

/** What the environments file says holds, also where it is a reference to a secret. */
function overlaidWish(
  pointer: string,
  { value: given, seen }: Overlaid,
  source: Side,
  target: Side | undefined,
  { to }: Travel,
): Wish {
  if (to === 'platform' && isSecretAt(pointer, source, target) && typeof given === 'string')
    return secretToPlatform({ pointer, text: given, isLacking: seen === undefined }, target);
  if (seen === undefined) return target?.leaves.has(pointer) ? keep : lack;
  return value(given, seen);
}

interface GivenSecret {
  readonly pointer: string;
  readonly text: string | undefined;
  readonly isLacking: boolean;
}

/** What the platform has stays, unless somebody wants it replaced: it shows no secret that could be compared. */
function secretToPlatform({ pointer, text, isLacking }: GivenSecret, target: Side | undefined): Wish {
  const before = target && textAt(target.leaves, pointer);
  const isThere = target !== undefined && ((before !== undefined && before !== '') || target.hides);
  if (text === undefined || text === '') return keep;
  // Only the platform that made it can read it.
  if (text.startsWith('$ENC')) return isThere ? keep : lack;
  if (isPlatformSecret(text)) return value(text);
  if (isLacking) return isThere ? keep : lack;
  return isThere ? { kind: 'offer', value: text, seen: text } : value(text);
}

/** A file gets no plain secret: what it refers to is kept by the editor. */
function secretToFolder({ pointer, text }: GivenSecret, source: Side, target: Side | undefined): Wish {
  const before = target && textAt(target.leaves, pointer);
  const isVault = text !== undefined && isPlatformSecret(text) && !text.startsWith('$ENC');
  if (isVault && (before === undefined || before === '' || isPlatformSecret(before))) return value(text);
  if (before !== undefined && before !== '') return keep;
  if (text === undefined) return keep;
  if (text === '') return source.hides && !target ? value(referenceFor(source.name, pointer)) : keep;
  if (text.startsWith('$ENC')) return value(text);
  const name = nameFor(source.name, pointer);
  const reference = `\${secret:${name}}`;
  return { kind: 'value', value: reference, seen: reference, store: { name, value: text } };
}

const nameFor = (integration: string, pointer: string): string =>
  secretName(integration, parsePointer(pointer).slice(3));
const referenceFor = (integration: string, pointer: string): string => `\${secret:${nameFor(integration, pointer)}}`;

/** What a file leaves out, or has no room for, it says nothing about. */
function isUnstated(pointer: string, source: Side, target: Side | undefined): boolean {
  const [key = ''] = parsePointer(pointer);
  if (lists.has(pointer)) return isUnstatedList(pointer, source, target);
  const has = (side: Side): boolean => side.service[key] !== undefined && side.service[key] !== null;
  if (source.place === 'folder' && !has(source)) return key !== 'properties' && key !== 'profiling';
  return target?.place === 'folder' && !serviceKeys.includes(key) && !has(target);
}

/** What a platform has of every integration, and whoever writes a file by hand leaves out. */
const lists: ReadonlySet<string> = new Set(['/properties/brokers', '/properties/groups']);

function isUnstatedList(pointer: string, source: Side, target: Side | undefined): boolean {
  const [own, theirs] = [source.leaves.get(pointer), target?.leaves.get(pointer)];
  if (source.place === 'folder') return own === undefined;
  return target?.place === 'folder' && theirs === undefined && Array.isArray(own) && own.length === 0;
}

/** A file that refers to what the platform has says the same in other words; one that cannot be resolved is left alone. */
function isReferenceOf(pointer: string, source: Side, target: Side | undefined): boolean {
  const text = target?.place === 'folder' ? textAt(target.leaves, pointer) : undefined;
  return (
    text !== undefined &&
    referencesIn(text).length > 0 &&
    target?.lacking.has(pointer) === true &&
    source.leaves.has(pointer)
  );
}
