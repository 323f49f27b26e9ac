// Which secrets documents refer to, and where: what the commands for secrets work on.
import { readJsonText, valueOf } from '../json.ts';
import type { Path } from '../pointer.ts';
import { isPlatformSecret, referencesIn, textsIn, writeReference } from './secrets.ts';
import type { SecretReference } from '../world.ts';

/** An integration or a call document. */
export interface SecretUser {
  readonly uri: string;
  /** For people: the integration's name, or the file. */
  readonly name: string;
  readonly text: string;
}

export interface SecretUse extends Omit<SecretUser, 'text'> {
  readonly path: Path;
}

export interface UsedSecret {
  readonly reference: SecretReference;
  readonly uses: readonly SecretUse[];
}

/** By name; a document that is broken counts with what can be read of it. */
export function secretUses(users: readonly SecretUser[]): UsedSecret[] {
  const found = new Map<string, { reference: SecretReference; uses: SecretUse[] }>();
  for (const { text, ...user } of users)
    for (const { path, reference } of usesIn(text)) {
      const key = writeReference(reference);
      const secret = found.get(key) ?? { reference, uses: [] };
      secret.uses.push({ ...user, path });
      found.set(key, secret);
    }
  return [...found.values()].sort((a, b) => compare(writeReference(a.reference), writeReference(b.reference)));
}

/** Every secret that a text refers to, with the place of its value. */
export function usesIn(text: string): { readonly path: Path; readonly reference: SecretReference }[] {
  return [...textsIn(valueOf(readJsonText(text).root))].flatMap(({ path, text: value }) =>
    allReferencesIn(value).map((reference) => ({ path, reference })),
  );
}

/** Also the platform's own, for which this machine may have a value for test calls. */
export function allReferencesIn(value: string): SecretReference[] {
  return isPlatformSecret(value) ? [{ store: 'platform', name: value }] : referencesIn(value);
}

/** Names in the secret store that a document refers to and no other one does. */
export function ownSecrets(secrets: readonly UsedSecret[], uri: string): string[] {
  return secrets
    .filter(({ reference, uses }) => reference.store === 'secret' && uses.every((use) => use.uri === uri))
    .map(({ reference }) => reference.name);
}

/** The users of a secret, each once. */
export const userNames = ({ uses }: UsedSecret): string[] => [...new Set(uses.map(({ name }) => name))];

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
