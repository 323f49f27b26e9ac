// A secret in plain text ends up in git; the file should hold a reference to it.
import * as l10n from '@vscode/l10n';
import { connectionValue, type Integration } from '../integration.ts';
import { isObject, type Json, type JsonObject, get } from '../json.ts';
import { toPointer, type Path } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import { connectionSchema, isSecret } from '../schema.ts';
import { isPartialVaultReference, isPlatformSecret, referencesIn, textsIn } from '../secrets/secrets.ts';
import type { Rule } from './rule.ts';

export const literalSecret: Rule = (integration, { models }) => {
  const schema = connectionSchema(models.get(integration.modelId));
  return [
    ...secretsIn(schema, connectionValue(integration), integration.connection),
    ...misplacedKeys(integration, schema),
  ]
    .filter(({ text }) => isLiteral(text))
    .map(({ path }) => problemAt(path));
};

const problemAt = (path: Path): Problem => ({
  code: 'literal-secret',
  severity: 'warning',
  message: message(),
  path,
  fixes: [{ title: l10n.t('Move to Secret Store'), path, run: 'moveSecret' }],
});

/** A value that is neither empty nor a reference of ours or of the platform; one with a vault reference in it has a problem of its own. */
export const isLiteral = (text: string): boolean =>
  text !== '' && referencesIn(text).length === 0 && !isPlatformSecret(text) && !isPartialVaultReference(text);

/** Where a certificate belongs, its private key is often pasted along. */
function misplacedKeys(integration: Integration, schema: JsonObject): SecretText[] {
  const at = [...integration.connection, 'authentication'];
  const texts = textsIn(connectionValue(integration, 'authentication'), at);
  const keys = texts.filter(({ text }) => text.includes('PRIVATE KEY-----'));
  if (keys.length === 0) return [];
  const known = new Set(
    Array.from(secretsIn(schema, connectionValue(integration), integration.connection), ({ path }) => toPointer(path)),
  );
  return keys.filter(({ path }) => !known.has(toPointer(path)));
}

interface SecretText {
  readonly path: Path;
  readonly text: string;
}

const message = (): string =>
  l10n.t('This secret stands in the file in plain text. Move it to the secret store, so that it never reaches git.');

/** Every text that the schema marks as a secret. */
export function* secretsIn(schema: JsonObject, value: Json | undefined, path: Path): Generator<SecretText> {
  if (isSecret(schema) && typeof value === 'string') yield { path, text: value };
  // A bearer token may stand in an object of its own.
  const inner = get(value, 'value');
  if (isSecret(schema) && typeof inner === 'string') yield { path: [...path, 'value'], text: inner };
  // The schema names few keys, and an integration may have thousands of variables.
  const fields = schema['properties'];
  if (!isObject(value) || !isObject(fields)) return;
  for (const [key, field] of Object.entries(fields))
    if (isObject(field) && Object.hasOwn(value, key)) yield* secretsIn(field, value[key], [...path, key]);
}
