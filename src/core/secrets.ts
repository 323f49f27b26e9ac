// References to secrets in the text of an integration; the values themselves live elsewhere.
import type { Json } from './json.ts';
import { isObject } from './json.ts';
import type { Path } from './pointer.ts';
import type { SecretReference } from './world.ts';

const pattern = /\$\{(secret|env):([^{}\s]+)\}/g;

/** Every `${secret:NAME}` and `${env:NAME}` in a value, in order. */
export function referencesIn(text: string): SecretReference[] {
  return [...text.matchAll(pattern)].map(([, store, name]) => ({
    store: store as SecretReference['store'],
    name: name ?? '',
  }));
}

export const writeReference = ({ store, name }: SecretReference): string => `\${${store}:${name}}`;

/** A value that only the platform can read: encrypted (`$ENC…`), in a vault (`$SECRET_… $KEY_…`) or at a gateway. */
export const isPlatformSecret = (text: string): boolean => /^\$(ENC|SECRET_|GATEWAYSECRET_)/.test(text);

/** The text with each reference replaced by its value; `missing` lists the references without one. */
export async function resolveReferences(
  text: string,
  read: (reference: SecretReference) => Promise<string | undefined>,
): Promise<{
  readonly text: string;
  readonly missing: readonly SecretReference[];
  readonly values: readonly string[];
}> {
  const found = await Promise.all(
    referencesIn(text).map(async (reference) => ({ reference, value: await read(reference) })),
  );
  const values = found.map(({ value }) => value);
  let index = 0;
  return {
    text: text.replaceAll(pattern, (whole) => values[index++] ?? whole),
    missing: found.filter(({ value }) => value === undefined).map(({ reference }) => reference),
    values: values.filter((value) => value !== undefined),
  };
}

/** A name that tells people whose secret it is: `my-api/basicAuth/password`. */
export function secretName(integration: string, path: Path): string {
  return [integration, ...path].map((part) => String(part).replaceAll(/[^\w.-]+/g, '-')).join('/');
}

/** Every text in a value with its path. */
export function* textsIn(
  value: Json | undefined,
  path: Path = [],
): Generator<{ readonly path: Path; readonly text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* textsIn(item as Json, [...path, index]);
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* textsIn(item, [...path, key]);
}

/** Reads `NAME=value` lines as dotenv files have them: comments, `export`, quotes with `\n` in double ones. */
export function readDotenv(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, raw = ''] = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name) values.set(name, unquote(raw));
  }
  return values;
}

function unquote(raw: string): string {
  const [, quote, quoted] = /^(["'`])(.*)\1/.exec(raw) ?? [];
  if (quoted === undefined) return raw.replace(/\s+#.*$/, '');
  return quote === '"' ? quoted.replaceAll('\\n', '\n').replaceAll('\\"', '"') : quoted;
}
