// Secrets in plain text in a call document: such documents are meant to be kept in git, credentials belong in the integration.
import * as l10n from '@vscode/l10n';
import { entriesOf, isPlace, type CallDocument } from './callDocument.ts';
import { isMap } from '../exact.ts';
import { get, type Json, type JsonObject } from '../json.ts';
import type { OperationDetail } from '../model.ts';
import type { Path } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import { isSecretName } from '../secrets/redactNames.ts';
import { isLiteral } from '../rules/literalSecret.ts';
import { propertySchema } from '../schema/schemaTypes.ts';

/** By the names of parameters, headers and fields, and by what the operation's schemas say, where it is known. */
export function callSecrets({ value }: CallDocument, detail: OperationDetail | undefined): Problem[] {
  const parameters = entriesOf(value, 'parameters').flatMap(([place, given]) =>
    Object.entries(isPlace(place) && isMap(given) ? given : {}).flatMap(([name, each]) => {
      const declared = detail?.parameters.find((parameter) => parameter.in === place && parameter.name === name);
      return secretsIn(each, ['parameters', place, name], declared?.schema ?? {}, place === 'header');
    }),
  );
  const headers = entriesOf(value, 'partHeaders').flatMap(([part, given]) =>
    Object.entries(isMap(given) ? given : {}).flatMap(([name, each]) =>
      secretsIn(each, ['partHeaders', part, name], {}, true),
    ),
  );
  const body = secretsIn(get(value, 'body'), ['body'], detail?.body?.schema ?? {}, false);
  return [...parameters, ...headers, ...body].map(problemAt);
}

/** Deeper in a body than this nobody has a secret. */
const deepest = 20;

function secretsIn(value: Json | undefined, path: Path, schema: JsonObject, isHeader: boolean): Path[] {
  const name = String(path.at(-1));
  if (typeof value === 'string') return isSecret(name, schema, isHeader) && isLiteral(value) ? [path] : [];
  if (path.length > deepest || typeof value !== 'object' || value === null) return [];
  // A list has the name of what is in it.
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) =>
      typeof item === 'string' && isSecretName(name) && isLiteral(item)
        ? [[...path, index]]
        : secretsIn(item, [...path, index], {}, false),
    );
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    secretsIn(item, [...path, key], propertySchema(schema, key), false),
  );
}

/** `password` is OpenAPI's format for what is to be hidden (OpenAPI 3.0.3 section 4.4). */
function isSecret(name: string, schema: JsonObject, isHeader: boolean): boolean {
  return isSecretName(name) || get(schema, 'format') === 'password' || (isHeader && /^cookie$/i.test(name));
}

function problemAt(path: Path): Problem {
  const message = l10n.t(
    'This secret stands in the file in plain text. Credentials belong in the integration; write any other secret as {0} or {1}, so that it never reaches git.',
    '${secret:NAME}',
    '${env:NAME}',
  );
  return { code: 'literal-secret-in-call', severity: 'warning', message, path };
}
