// `uniqueItems` in time that grows with the items: comparing each with each takes minutes for what fits into a small answer.
import type { FuncKeywordDefinition } from 'ajv';
import { isObject, type Json } from '../json.ts';

export const uniqueItems: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  validate: (isWanted: boolean, items: readonly Json[]) =>
    !isWanted || new Set(items.map(written)).size === items.length,
  error: { message: 'must NOT have duplicate items' },
};

/** Equal values are written alike, in whatever order their keys stand. */
const written = (value: Json): string => JSON.stringify(value, sorted);

const sorted = (_key: string, value: Json): Json =>
  isObject(value) ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value;
