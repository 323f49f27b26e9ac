// A field for a value that may be of several kinds: the choice among them, and the chosen one's own field.
import * as l10n from '@vscode/l10n';
import type { OneOfField } from '../form.ts';
import { asArray, asString, type Json, type JsonObject } from '../json.ts';
import { textOf } from '../schema/schemaTexts.ts';
import { isFixed, kindOf, startOf } from './branches.ts';

export interface Chosen {
  readonly content: Pick<OneOfField, 'kind' | 'options' | 'chosen' | 'isModified' | 'hasDefault'>;
  /** What the value is edited with; undefined when there is nothing to edit. */
  readonly schema: JsonObject | undefined;
}

/** `value` is undefined where the text has none. */
export function choose(kinds: readonly JsonObject[], schema: JsonObject, value: Json | undefined): Chosen {
  const fallback = schema['default'];
  const shown = value === undefined ? fallback : value;
  const place = shown === undefined ? -1 : kindOf(kinds, shown);
  const kind = kinds[place];
  return {
    content: {
      kind: 'oneOf',
      options: labelsOf(kinds).map((label, at) => ({ label, start: startOf(kinds[at] ?? {}) })),
      ...(kind && { chosen: place }),
      isModified: value !== undefined && JSON.stringify(value) !== JSON.stringify(fallback),
      hasDefault: fallback !== undefined,
    },
    schema: kind && !isFixed(kind) ? withDefault(kind, fallback, place, kinds) : undefined,
  };
}

/** The default of the whole is that of the kind which it fits. */
function withDefault(
  kind: JsonObject,
  fallback: Json | undefined,
  place: number,
  kinds: readonly JsonObject[],
): JsonObject {
  return fallback !== undefined && kindOf(kinds, fallback) === place ? { ...kind, default: fallback } : kind;
}

/** Two kinds of one name are told apart by their numbers. */
function labelsOf(kinds: readonly JsonObject[]): string[] {
  const names = kinds.map(nameOf);
  return names.map((name, place) => {
    const before = names.slice(0, place).filter((other) => other === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

function nameOf(kind: JsonObject): string {
  const title = textOf(kind['title']);
  if (title !== '') return title;
  const fixed = kind['const'] ?? asArray(kind['enum'])[0];
  if (isFixed(kind) && fixed !== undefined) return asString(fixed) ?? JSON.stringify(fixed);
  const words: Readonly<Record<string, string>> = {
    null: l10n.t('Nothing (null)'),
    string: l10n.t('Text'),
    number: l10n.t('Number'),
    integer: l10n.t('Whole number'),
    boolean: l10n.t('On or off'),
    array: l10n.t('List'),
    object: l10n.t('Names and values'),
  };
  return words[asString(kind['type']) ?? ''] ?? l10n.t('Text');
}
