// Secrets that a platform does not show, as test calls from this machine name what they use in their place.
import { changeText } from '../edit.ts';
import { readExact } from '../exact.ts';
import { asObject, get, type JsonObject } from '../json.ts';
import { parsePointer, type Path } from '../pointer.ts';
import { maskedReference } from '../secrets/maskedReference.ts';
import { isPlatformSecret, textsIn } from '../secrets/secrets.ts';
import type { SecretReference } from '../world.ts';
import type { Backup, SetAside } from './backup.ts';
import { configuration, isToken, mayHide, secretsBy, type IsSecret } from './hidden.ts';

/** A secret that only the platform can read, at its place in the service document. */
export interface MaskedSecret {
  readonly path: Path;
  readonly reference: SecretReference;
  /** `authentication.login.password` */
  readonly label: string;
}

/** What stands in for the secret at this place of the service document. */
export const referenceAt = (integration: string, path: Path): SecretReference =>
  maskedReference({ integration, label: labelOf(path) });

/** Empty where the platform hides, encrypted, or a reference to a vault or a gateway. `pointers`: what the platform says it encrypts. */
export function maskedSecrets(name: string, service: JsonObject, pointers: readonly string[]): readonly MaskedSecret[] {
  const isSecret = secretsBy(pointers);
  const hides = mayHide(service, isSecret);
  return [...textsIn(get(service, ...configuration), configuration)].flatMap(({ path, text }) => {
    if (!isMasked(path, text, hides, isSecret)) return [];
    const isForeign = isPlatformSecret(text) && !text.startsWith('$ENC');
    const reference = isForeign ? ({ store: 'platform', name: text } as const) : referenceAt(name, path);
    return [{ path, reference, label: labelOf(path) }];
  });
}

function isMasked(path: Path, text: string, hides: boolean, isSecret: IsSecret): boolean {
  if (isToken(path.slice(0, configuration.length + 3))) return false;
  if (isPlatformSecret(text)) return true;
  return hides && text === '' && isSecret(path, text);
}

const labelOf = (path: Path): string => path.slice(configuration.length).join('.');

/** The document's text as a call takes it: with a reference wherever a masked secret stands. */
export function withReferences(text: string, secrets: readonly MaskedSecret[]): string {
  const changes = secrets.map(({ path, reference: { name } }) => ({ path, value: name }));
  return changes.length === 0 ? text : changeText(text, changes);
}

export const serviceIn = (text: string): JsonObject => asObject(readExact(text));

/** What was set aside, together with what this machine knows of what the platform hides. */
export async function withKnown(
  { backup, values }: SetAside,
  integration: string,
  read: (reference: SecretReference) => Promise<string | undefined>,
): Promise<SetAside> {
  const known = new Map(values);
  for (const pointer of backup.hidden) {
    const value = await read(referenceAt(integration, parsePointer(pointer)));
    if (value) known.set(pointer, value);
  }
  const kept = [...known.keys()];
  const own: Backup = { ...backup, kept, hidden: backup.hidden.filter((pointer) => !known.has(pointer)) };
  return { backup: own, values: known };
}
