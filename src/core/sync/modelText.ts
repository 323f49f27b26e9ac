// The text that Itential's command line tool exports of a model: every map sorted, four spaces, and Go's escapes.
import { isMap } from '../exact.ts';
import { parseJson, type Json } from '../json.ts';
import { prettyJson } from '../prettyJson.ts';

/** Undefined for what is no JSON object. `pause` is waited for now and then: a model may have many megabytes. */
export async function modelText(text: string, pause: () => Promise<void>): Promise<string | undefined> {
  const value = parseJson(text);
  return value !== undefined && isMap(value) ? pretty(value, '', 2, pause) : undefined;
}

const layout = { sorted: true, escaped: true };

/** The first levels one member at a time: what stands below them is small. */
async function pretty(value: Json, indent: string, levels: number, pause: () => Promise<void>): Promise<string> {
  if (levels === 0 || !isMap(value) || Object.keys(value).length === 0)
    return prettyJson(value, layout).replaceAll('\n', `\n${indent}`);
  const inner = `${indent}    `;
  // The order of the keys is that of the whole: an object of nothing but keys has it.
  const keys = Object.keys(value);
  const members: string[] = [];
  for (const key of sortedKeys(keys)) {
    await pause();
    const written = prettyJson(key, layout);
    members.push(`${inner}${written}: ${await pretty(value[key] ?? null, inner, levels - 1, pause)}`);
  }
  return `{\n${members.join(',\n')}\n${indent}}`;
}

/** By their bytes, as the writer of small values sorts them. */
const sortedKeys = (keys: readonly string[]): string[] => {
  const text = prettyJson(Object.fromEntries(keys.map((key) => [`k${key}`, null])), { sorted: true });
  return Object.keys(parseJson(text) as Record<string, Json>).map((key) => key.slice(1));
};
