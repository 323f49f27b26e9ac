// Schemas for a library that runs their patterns itself: each lets through at once what is too long for it.
import * as l10n from '@vscode/l10n';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { readPattern, type Pattern } from './pattern.ts';

export interface Guarded {
  /** The very schema where nothing had to be done. */
  readonly schema: JsonObject;
  /** By what stands in the schema now. */
  readonly patterns: ReadonlyMap<string, Pattern>;
}

export function guardPatterns(schema: JsonObject): Guarded {
  const patterns = new Map<string, Pattern>();
  return { schema: guarded(schema, patterns), patterns };
}

type Found = Map<string, Pattern>;

/** Whose keys are names, and whose values are no schemas. */
const named = new Set(['properties', 'patternProperties', 'definitions']);
const values = new Set(['default', 'enum', 'const', 'examples', 'defaultSnippets']);

function guarded(schema: JsonObject, found: Found): JsonObject {
  const inner = changed(schema, ([key, value]) => {
    if (values.has(key)) return [key, value];
    if (!named.has(key) || !isObject(value)) return [key, guardedIn(value, found)];
    const isByPattern = key === 'patternProperties';
    return [key, changed(value, ([name, each]) => [isByPattern ? guard(name, found) : name, guardedIn(each, found)])];
  });
  const { pattern: source } = schema;
  if (typeof source !== 'string') return inner;
  const pattern = guard(source, found);
  const message = l10n.t('String does not match the pattern of "{0}".', source);
  return pattern === source ? inner : { patternErrorMessage: message, ...inner, pattern };
}

function guardedIn(value: Json, found: Found): Json {
  if (!Array.isArray(value)) return isObject(value) ? guarded(value, found) : value;
  const given: readonly Json[] = value;
  const items = given.map((item) => guardedIn(item, found));
  return items.some((item, index) => item !== given[index]) ? items : given;
}

/** The JSON service reads `(?i)` at the start of a pattern. */
function guard(source: string, found: Found): string {
  const [, flag = '', own = ''] = /^(\(\?i\))?([^]*)$/.exec(source) ?? [];
  const pattern = readPattern(own);
  if (!pattern || pattern.longest === Infinity) return source;
  const text = `${flag}^[^]{${pattern.longest + 1}}|${own}`;
  found.set(text, pattern);
  return text;
}

type Entry = readonly [key: string, value: Json];

/** The very object where no entry became another one. */
function changed(object: JsonObject, change: (entry: Entry) => Entry): JsonObject {
  const entries = Object.entries(object).map((entry) => ({ entry, now: change(entry) }));
  const isSame = entries.every(({ entry: [key, value], now }) => key === now[0] && value === now[1]);
  return isSame ? object : Object.fromEntries(entries.map(({ now }) => now));
}
