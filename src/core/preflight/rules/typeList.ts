// Lists of types are of OpenAPI 3.1; in an older document they mean nothing for sure.
import * as l10n from '@vscode/l10n';
import type { Json, JsonObject } from '../../json.ts';
import type { Path } from '../../pointer.ts';
import type { Fix } from '../../problem.ts';
import type { Rule } from '../rule.ts';
import { pathOf } from '../../models/walk.ts';

export const typeList: Rule = {
  id: 'type-list',
  severity: 'warning',
  fixAll: (count) => l10n.t('Write all {0} in the form of OpenAPI 3.0', count),
  find: ({ parts, version }) =>
    parts.flatMap(({ kind, value, place }) => {
      if (kind !== 'schema' || version !== '3.0' || !Array.isArray(value['type'])) return [];
      const path = pathOf(place);
      const message = l10n.t(
        'OpenAPI 3.0 has no lists of types; it writes "nullable". A platform was seen to accept them, which is not promised.',
      );
      return [{ message, path: [...path, 'type'], fixes: fixFor(value, value['type'] as readonly Json[], path) }];
    }),
};

/** `["string", "null"]` is `string` that is nullable; of several real types there is no such form. */
function fixFor(schema: JsonObject, types: readonly Json[], path: Path): Fix[] {
  const real = types.filter((type) => type !== 'null');
  const [only] = real;
  if (typeof only !== 'string' || real.length > 1) return [];
  const also =
    types.length > real.length && schema['nullable'] !== true ? [{ path: [...path, 'nullable'], value: true }] : [];
  const title = also.length > 0 ? l10n.t('Write "{0}" and "nullable"', only) : l10n.t('Write "{0}"', only);
  return [{ title, path: [...path, 'type'], value: only, also }];
}
