// References to secrets in the text of an integration; the values themselves live elsewhere.
import type { Json, JsonObject } from '../json.ts';
import type { Path } from '../pointer.ts';
import type { SecretReference } from '../world.ts';

const pattern = /\$\{(secret|env):([^{}\s]+)\}/g;

/** Every `${secret:NAME}` and `${env:NAME}` in a value, in order. */
export function referencesIn(text: string): SecretReference[] {
  if (!text.includes('${')) return [];
  return [...text.matchAll(pattern)].map(([, store, name]) => ({
    store: store as SecretReference['store'],
    name: name ?? '',
  }));
}

/** As it stands in the text; the platform's own are the whole text. */
export const writeReference = ({ store, name }: SecretReference): string =>
  store === 'platform' ? name : `\${${store}:${name}}`;

/** Puts another reference in the place of each. */
export function mapReferences(text: string, map: (reference: SecretReference) => SecretReference): string {
  return text.replaceAll(pattern, (_whole, store: 'secret' | 'env', name: string) =>
    writeReference(map({ store, name })),
  );
}

/** A value that only the platform can read: encrypted (`$ENC…`), in a vault (`$SECRET_… $KEY_…`) or at a gateway. */
export const isPlatformSecret = (text: string): boolean => /^\$(ENC|SECRET_|GATEWAYSECRET_)/.test(text);

/** Whether a vault reference (`$SECRET_path $KEY_key`) stands in a value beside other characters, or lacks its key. */
export const isPartialVaultReference = (text: string): boolean =>
  text.includes('$SECRET_') && !/^\$SECRET_[^\s$][^$]* \$KEY_(?:[^\s$]|[^\s$][^$]*[^\s$])$/.test(text);

export interface Resolved {
  /** With each reference replaced by its value. */
  readonly text: string;
  readonly found: readonly { readonly reference: SecretReference; readonly value: string | undefined }[];
}

/** A value that only the platform can read is replaced as a whole, by what this machine has in its place for test calls. */
export async function resolveReferences(
  text: string,
  read: (reference: SecretReference) => Promise<string | undefined>,
): Promise<Resolved> {
  if (isPlatformSecret(text)) {
    const reference = { store: 'platform', name: text } as const;
    const value = await read(reference);
    return { text: value ?? text, found: [{ reference, value }] };
  }
  const found: { reference: SecretReference; value: string | undefined }[] = [];
  for (const reference of referencesIn(text)) found.push({ reference, value: await read(reference) });
  let index = 0;
  return { text: text.replaceAll(pattern, (whole) => found[index++]?.value ?? whole), found };
}

/** A name that tells people whose secret it is: `my-api/basicAuth/password`. Different places may get the same one. */
export function secretName(integration: string, path: Path): string {
  return [integration, ...path].map((part) => String(part).replaceAll(/[^\p{L}\p{N}_.-]+/gu, '-')).join('/');
}

export interface TextAt {
  readonly path: Path;
  readonly text: string;
}

/** Every text in a value with its path, or those alone that are wanted. */
export function textsIn(
  value: Json | undefined,
  path: Path = [],
  isWanted: (text: string) => boolean = () => true,
): readonly TextAt[] {
  const found: TextAt[] = [];
  gather(value, [...path], isWanted, found);
  return found;
}

/** Those that may refer to something, which few of many do. */
export const referringTexts = (value: Json | undefined, path: Path = []): readonly TextAt[] =>
  textsIn(value, path, (text) => text.includes('$'));

/** `path` is one list all the way, of which only what is found gets a copy. */
function gather(
  value: Json | undefined,
  path: (string | number)[],
  isWanted: (text: string) => boolean,
  found: TextAt[],
): void {
  if (typeof value === 'string') {
    if (isWanted(value)) found.push({ path: [...path], text: value });
  } else if (typeof value === 'object' && value !== null) {
    const isList = Array.isArray(value);
    for (const key of Object.keys(value)) {
      path.push(isList ? Number(key) : key);
      gather((value as JsonObject)[key], path, isWanted, found);
      path.pop();
    }
  }
}

/** Reads `NAME=value` lines as dotenv files have them: comments, `export`, quotes that may go over several lines, `\n` in double ones. */
export function readDotenv(text: string): ReadonlyMap<string, string> {
  const lines = text.matchAll(
    /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*("(?:\\[^]|[^"\\])*"|'[^']*'|`[^`]*`|[^\r\n]*)/gm,
  );
  return new Map(Array.from(lines, ([, name = '', raw = '']): [string, string] => [name, unquote(raw.trimEnd())]));
}

function unquote(raw: string): string {
  const [, quote, quoted] = /^(["'`])([^]*)\1$/.exec(raw) ?? [];
  if (quoted === undefined) return raw.replace(/(^|\s)#.*$/, '').trimEnd();
  return quote === '"' ? quoted.replaceAll('\\n', '\n').replaceAll('\\"', '"') : quoted;
}
