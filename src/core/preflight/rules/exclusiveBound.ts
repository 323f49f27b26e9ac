// The platform's schema wants numbers where OpenAPI 3.0 and Swagger 2.0 write `exclusiveMinimum: true`.
import * as l10n from '@vscode/l10n';
import { get, type JsonObject } from '../../json.ts';
import type { Path } from '../../pointer.ts';
import type { Fix } from '../../problem.ts';
import type { Finding, Rule } from '../rule.ts';
import { pathOf } from '../../models/walk.ts';

export const exclusiveBound: Rule = {
  id: 'exclusive-bound',
  severity: 'error',
  fixAll: (count) => l10n.t('Write all {0} as numbers', count),
  find: ({ parts, version }) =>
    parts
      .filter(({ kind }) => kind === 'schema' || (kind === 'parameter' && version === '2.0'))
      .flatMap(({ value, place }) => [
        ...boundOf(value, 'exclusiveMinimum', 'minimum', () => pathOf(place)),
        ...boundOf(value, 'exclusiveMaximum', 'maximum', () => pathOf(place)),
      ]),
};

function boundOf(schema: JsonObject, exclusive: string, inclusive: string, at: () => Path): Finding[] {
  const value = get(schema, exclusive);
  if (typeof value !== 'boolean') return [];
  const path = [...at(), exclusive];
  const message = l10n.t(
    '{0} is {1}; the platform refuses the document: "{0} must be number".',
    exclusive,
    String(value),
  );
  return [{ message, path, fixes: [fixFor(schema, value, path, inclusive)] }];
}

/** `{minimum: N, exclusiveMinimum: true}` means `{exclusiveMinimum: N}`; without a bound, or with false, it means nothing. */
function fixFor(schema: JsonObject, value: boolean, path: Path, inclusive: string): Fix {
  const bound = get(schema, inclusive);
  if (!value || typeof bound !== 'number') return { title: l10n.t('Remove "{0}"', String(path.at(-1))), path };
  const also = [{ path: [...path.slice(0, -1), inclusive] }];
  return { title: l10n.t('Write "{0}: {1}"', String(path.at(-1)), bound), path, value: bound, also };
}
