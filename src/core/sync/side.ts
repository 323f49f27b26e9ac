// One integration as one of two homes has it, with what tells its secrets.
import { asString, get, type Json, type JsonObject } from '../json.ts';
import { configuration, isNamedSecret, isToken, mayHide, secretsBy, type IsSecret } from '../platform/hidden.ts';
import { outlineOf } from '../platform/readAnswers.ts';
import { parsePointer, toPointer } from '../pointer.ts';
import { isPlatformSecret, referencesIn, resolveReferences, textsIn } from '../secrets/secrets.ts';
import type { SecretReference } from '../world.ts';
import { leavesOf, putLeaves, type Leaves } from './leaves.ts';

/** Where an integration is kept: as a file, or on a platform. */
export type PlaceKind = 'folder' | 'platform';

export interface Side {
  readonly name: string;
  readonly modelId: string;
  readonly place: PlaceKind;
  /** As it stands there. */
  readonly service: JsonObject;
  /** Its values, as they stand there. */
  readonly leaves: Leaves;
  /** The same with references outside of secrets resolved: what they are compared as. */
  readonly seen: Leaves;
  /** Pointers of values that this machine cannot resolve. */
  readonly lacking: ReadonlySet<string>;
  readonly isSecret: (pointer: string) => boolean;
  /** An empty secret may be one that the platform hides. */
  readonly hides: boolean;
}

export type ReadSecret = (reference: SecretReference) => Promise<string | undefined>;

/** `pointers`: what the platform says it encrypts, as JSON pointers into the connection configuration. */
export async function readSide(
  place: PlaceKind,
  service: JsonObject,
  pointers: readonly string[],
  read: ReadSecret,
): Promise<Side> {
  const known = secretsBy(pointers);
  const secret: IsSecret = (path, value) => known(path, value) || isNamedSecret(path);
  const leaves = leavesOf(service);
  const { seen, lacking } = await seenOf(service, leaves, secret, place, read);
  return {
    ...outlineOf(service),
    place,
    service,
    leaves,
    seen,
    lacking,
    isSecret: (pointer) => secret(parsePointer(pointer), textAt(leaves, pointer) ?? ''),
    hides: place === 'platform' && mayHide(service, secret),
  };
}

async function seenOf(
  service: JsonObject,
  leaves: Leaves,
  isSecret: IsSecret,
  place: PlaceKind,
  read: ReadSecret,
): Promise<Pick<Side, 'seen' | 'lacking'>> {
  const lacking = new Set<string>();
  if (place === 'platform') return { seen: leaves, lacking };
  const puts: { pointer: string; value: Json }[] = [];
  for (const { path, text } of textsIn(get(service, ...configuration), configuration)) {
    if (referencesIn(text).length === 0 || isPlatformSecret(text) || isToken(path)) continue;
    const { text: resolved, found } = await resolveReferences(text, read);
    const isLacking = found.some(({ value }) => value === undefined);
    if (isLacking) lacking.add(toPointer(path));
    else if (!isSecret(path, text)) puts.push({ pointer: toPointer(path), value: resolved });
  }
  return { seen: puts.length === 0 ? leaves : leavesOf(putLeaves(service, puts)), lacking };
}

export const textAt = (leaves: Leaves, pointer: string): string | undefined => asString(leaves.get(pointer));
