// A model must stay below 15 MB, measured as Itential's own client does: the text that Python's `json.dumps` makes of it.
import * as l10n from '@vscode/l10n';
import { isObject, type Json } from '../../json.ts';
import type { Rule } from '../rule.ts';

const limit = 15 * 1024 * 1024;

export const tooLarge: Rule = {
  id: 'too-large',
  severity: 'error',
  find: ({ document }) => {
    const size = dumpedSize(document);
    if (size < limit) return [];
    const message = l10n.t(
      'The document has {0} MB as JSON; the platform takes less than 15 MB. Leave out operations and schemas that you do not use.',
      (size / 1024 / 1024).toFixed(1),
    );
    return [{ message, path: [] }];
  },
};

/** `len(json.dumps(value))`: a blank after each comma and colon, everything beyond ASCII as `\uXXXX`. */
export function dumpedSize(value: Json): number {
  if (typeof value === 'string') return textSize(value);
  if (Array.isArray(value)) return listSize(value.map(dumpedSize));
  if (isObject(value))
    return listSize(Object.keys(value).map((key) => textSize(key) + 2 + dumpedSize(value[key] ?? null)));
  return JSON.stringify(value).length;
}

const listSize = (sizes: readonly number[]): number =>
  2 + sizes.reduce((sum, size) => sum + size, 0) + 2 * Math.max(0, sizes.length - 1);

function textSize(text: string): number {
  const beyond = /[^\0-\x7f]/.test(text) ? Array.from(text.matchAll(/[^\0-\x7f]/g)).length : 0;
  return JSON.stringify(text).length + beyond * 5;
}
