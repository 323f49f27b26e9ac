// What the extensions `x-itential-parameters` and `x-itential-variable` add to the schema of a connection.
import * as l10n from '@vscode/l10n';
import { asString, defineOwn, type Json, type JsonObject } from '../json.ts';
import type { Model, SchemeParameter, SecurityScheme } from '../model.ts';
import { isSecretName } from '../secrets/redactNames.ts';

/** The variables of all schemes: they belong to the connection, and schemes may share one. */
export function variablesSchema(model: Model): JsonObject {
  const variables = model.schemes.flatMap(({ parameters = [] }) =>
    parameters.flatMap((parameter) => (parameter.variable ? [[parameter.variable, parameter] as const] : [])),
  );
  return variables.length === 0 ? {} : { variables: { properties: parameterSchemas(variables) } };
}

/** Those without a variable, which belong to their scheme. */
export function parametersSchema({ parameters = [] }: SecurityScheme): JsonObject {
  const own = parameters.filter(({ variable }) => variable === undefined);
  if (own.length === 0) return {};
  const properties = parameterSchemas(own.map((parameter) => [parameter.name, parameter]));
  return { properties: { parameters: { title: l10n.t('Parameters'), type: 'object', properties } } };
}

function parameterSchemas(parameters: readonly (readonly [key: string, parameter: SchemeParameter])[]): JsonObject {
  const schemas: Record<string, Json> = {};
  for (const [key, parameter] of parameters) defineOwn(schemas, key, parameterSchema(key, parameter));
  return schemas;
}

function parameterSchema(key: string, { name, description, type, schema, useIn }: SchemeParameter): JsonObject {
  const requests = useIn.length > 0 ? l10n.t('Sent with: {0}.', useIn.join(', ')) : '';
  const isText = schema === undefined ? type === 'string' : schema['type'] === 'string';
  const secret = isText && (isSecretName(key) || isSecretName(name));
  const said = description || asString(schema?.['description']);
  return {
    ...(schema ?? { type }),
    title: key,
    description: [said, requests].filter(Boolean).join('\n\n'),
    ...(secret && { writeOnly: true, format: 'password' }),
  };
}
