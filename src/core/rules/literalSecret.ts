// A secret in plain text ends up in git; the file should hold a reference to it.
import * as l10n from '@vscode/l10n';
import { connectionValue } from '../integration.ts';
import { isObject, type Json, type JsonObject, get } from '../json.ts';
import type { Path } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import { connectionSchema, isSecret } from '../schema.ts';
import { isPlatformSecret, referencesIn } from '../secrets.ts';
import type { Rule } from './rule.ts';

export const literalSecret: Rule = (integration, { models }) => {
  const schema = connectionSchema(models.get(integration.modelId));
  return [...secretsIn(schema, connectionValue(integration), integration.connection)]
    .filter(({ text }) => isLiteral(text))
    .map(({ path }): Problem => ({ code: 'literal-secret', severity: 'warning', message: message(), path }));
};

/** A value that is neither empty nor a reference of ours or of the platform. */
export const isLiteral = (text: string): boolean =>
  text !== '' && referencesIn(text).length === 0 && !isPlatformSecret(text);

const message = (): string =>
  l10n.t('This secret stands in the file in plain text. Move it to the secret store, so that it never reaches git.');

/** Every text that the schema marks as a secret. */
export function* secretsIn(
  schema: JsonObject,
  value: Json | undefined,
  path: Path,
): Generator<{ readonly path: Path; readonly text: string }> {
  if (isSecret(schema) && typeof value === 'string') yield { path, text: value };
  // A bearer token may stand in an object of its own.
  const inner = get(value, 'value');
  if (isSecret(schema) && typeof inner === 'string') yield { path: [...path, 'value'], text: inner };
  if (!isObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    const field = get(schema, 'properties', key);
    if (isObject(field)) yield* secretsIn(field, item, [...path, key]);
  }
}
