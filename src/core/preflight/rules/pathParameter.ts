// A `{name}` in a path that no parameter fills is sent as it stands.
import * as l10n from '@vscode/l10n';
import { asArray, asString, get, type JsonObject } from '../../json.ts';
import { resolve } from '../../models/reference.ts';
import type { Rule } from '../rule.ts';
import type { OperationPart } from '../subject.ts';

export const pathParameter: Rule = {
  id: 'path-parameter',
  severity: 'warning',
  find: ({ document, operations }) =>
    operations.flatMap((operation) =>
      missing(document, operation).map((name) => ({
        message: l10n.t(
          '{0} {1} declares no path parameter "{2}", so no value can be given for it.',
          operation.method,
          operation.template,
          name,
        ),
        path: operation.path,
        fixes: [
          {
            title: l10n.t('Declare the parameter "{0}"', name),
            path: [...operation.path, 'parameters', asArray(get(operation.value, 'parameters')).length],
            value: declaration(document, name),
          },
        ],
      })),
    ),
};

function missing(document: JsonObject, { template, value, item }: OperationPart): string[] {
  const names = [...new Set(Array.from(template.matchAll(/\{([^{}]+)\}/g), ([, name = '']) => name))];
  if (names.length === 0) return [];
  const given = [...asArray(get(item, 'parameters')), ...asArray(get(value, 'parameters'))];
  // What cannot be resolved has a problem of its own.
  const resolved = given.map((parameter) => resolve(document, parameter));
  if (resolved.some((parameter) => parameter === undefined)) return [];
  const declared = resolved.filter((each) => get(each, 'in') === 'path').map((each) => asString(get(each, 'name')));
  return names.filter((name) => !declared.includes(name));
}

const declaration = (document: JsonObject, name: string): JsonObject => ({
  name,
  in: 'path',
  required: true,
  ...(get(document, 'swagger') === undefined ? { schema: { type: 'string' } } : { type: 'string' }),
});
