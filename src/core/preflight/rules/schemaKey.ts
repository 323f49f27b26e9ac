// Keywords that OpenAPI schemas do not have, such as those that adapter generators write, make the platform refuse the document.
import * as l10n from '@vscode/l10n';
import type { Path } from '../../pointer.ts';
import type { Finding, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { pathOf } from '../../models/walk.ts';

export const schemaKey: Rule = {
  id: 'schema-key',
  severity: 'error',
  find: (subject) => [...placesByKey(subject)].map(([key, places]) => toFinding(key, places)),
};

/** By key, for one generator's habit stands at hundreds of places. */
function placesByKey({ parts, version }: Subject): Map<string, Path[]> {
  const places = new Map<string, Path[]>();
  const known = knownKeys[version];
  for (const { kind, value, place } of parts) {
    if (!known || kind !== 'schema' || typeof value['$ref'] === 'string') continue;
    for (const key of Object.keys(value)) {
      if (known.has(key) || key.startsWith('x-')) continue;
      const list = places.get(key) ?? [];
      list.push([...pathOf(place), key]);
      places.set(key, list);
    }
  }
  return places;
}

function toFinding(key: string, places: readonly Path[]): Finding {
  const [path = [], ...others] = places;
  const count = places.length;
  const message =
    count === 1
      ? l10n.t(
          '"{0}" is no keyword of OpenAPI schemas; the platform refuses it: "must NOT have additional properties".',
          key,
        )
      : l10n.t(
          '"{0}" is no keyword of OpenAPI schemas; the platform refuses it: "must NOT have additional properties". It stands at {1} places, this is the first.',
          key,
          count,
        );
  const also = others.map((place) => ({ path: place }));
  const title = count === 1 ? l10n.t('Remove "{0}"', key) : l10n.t('Remove all {0} "{1}"', count, key);
  return { message, path, fixes: [{ title, path, also }] };
}

const shared =
  'title description default format multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems maxProperties minProperties required enum type items allOf properties additionalProperties discriminator readOnly xml externalDocs example';

/** Section "Schema Object" of the specifications 2.0 and 3.0.3. In 3.1 any keyword is allowed. */
const knownKeys: Readonly<Partial<Record<Subject['version'], ReadonlySet<string>>>> = {
  '2.0': new Set(shared.split(' ')),
  '3.0': new Set([...shared.split(' '), 'anyOf', 'oneOf', 'not', 'nullable', 'writeOnly', 'deprecated']),
};
