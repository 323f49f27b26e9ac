// JSON as documents show it: indented, numbers as they were written, keys in their order or by name.
import { isMap, writeJson } from './exact.ts';
import type { Json, JsonObject } from './json.ts';

export interface Layout {
  /** Keys in the order of their bytes, as Go's encoder writes maps. */
  readonly sorted?: boolean;
  /** `<`, `>` and `&` as `\u003c`, as Go's encoder writes them unless told otherwise. */
  readonly escaped?: boolean;
}

/** Without a line break at the end. */
export function prettyJson(value: Json, layout: Layout = {}): string {
  const text = pretty(value, '', layout);
  return layout.escaped ? escapeForGo(text) : text;
}

const step = '    ';

function pretty(value: Json, indent: string, layout: Layout): string {
  const inner = indent + step;
  const block = (open: string, items: readonly string[], close: string): string =>
    items.length === 0 ? open + close : `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
  if (Array.isArray(value))
    return block(
      '[',
      value.map((item: Json) => pretty(item, inner, layout)),
      ']',
    );
  if (!isMap(value)) return writeJson(value);
  const members = entriesOf(value, layout).map(
    ([key, item]) => `${JSON.stringify(key)}: ${pretty(item, inner, layout)}`,
  );
  return block('{', members, '}');
}

function entriesOf(object: JsonObject, { sorted }: Layout): [string, Json][] {
  const entries = Object.entries(object);
  return sorted ? entries.sort(([one], [other]) => compareBytes(one, other)) : entries;
}

/** Go compares strings by their UTF-8 bytes, which is the order of code points. */
function compareBytes(one: string, other: string): number {
  const [left, right] = [Array.from(one), Array.from(other)];
  const at = left.findIndex((char, index) => char !== right[index]);
  if (at < 0) return left.length - right.length;
  const next = right[at];
  return next === undefined ? 1 : (left[at]?.codePointAt(0) ?? 0) - (next.codePointAt(0) ?? 0);
}

/** Inside strings only: elsewhere JSON has none of these. */
function escapeForGo(text: string): string {
  return text.replaceAll(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
