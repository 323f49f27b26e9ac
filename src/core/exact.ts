// JSON values whose numbers keep their digits: a number that no double holds goes through as it was written.
import type { Node } from 'jsonc-parser';
import { defineOwn, isObject, readJsonText, type Json, type JsonObject } from './json.ts';

/** Stands for a number in a value; a symbol, so that no key of a document can be taken for it. */
const digits = Symbol('digits');

/** The digits of a number that had to be kept as text; undefined for every other value. */
export function digitsOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? (value as { readonly [digits]?: string })[digits] : undefined;
}

/** An object with keys, not a number that keeps its digits. */
export const isMap = (value: unknown): value is JsonObject => isObject(value) && digitsOf(value) === undefined;

/** Deeper than any value that people write; everything that handles values is recursive. */
const deepest = 500;

/** Undefined for a text that is not JSON, or nested too deeply; a byte order mark is allowed. */
export function readExact(text: string): Json | undefined {
  const own = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const { root, errors } = readJsonText(own);
  return root && errors.length === 0 ? exactValue(root, own) : undefined;
}

/** The value of a node of `text`; undefined where it is nested too deeply. */
export function exactValue(node: Node, text: string): Json | undefined {
  return depthOf(node) > deepest ? undefined : exactOf(node, text);
}

function depthOf(root: Node): number {
  let depth = 0;
  for (let level = [root]; level.length > 0 && depth <= deepest; depth++)
    level = level.flatMap(({ children = [] }) => children);
  return depth;
}

function exactOf(node: Node, text: string): Json {
  if (node.type === 'array') return (node.children ?? []).map((child) => exactOf(child, text));
  if (node.type === 'object') return exactObject(node, text);
  return node.type === 'number'
    ? exactNumber(text.slice(node.offset, node.offset + node.length))
    : (node.value as Json);
}

function exactObject(node: Node, text: string): JsonObject {
  const object: Record<string, Json> = {};
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    if (key && value) defineOwn(object, key.value as string, exactOf(value, text));
  }
  return object;
}

function exactNumber(written: string): Json {
  const number = Number(written);
  return String(number) === written ? number : ({ [digits]: written } as unknown as JsonObject);
}

/** With doubles for all numbers, as validators want it. */
export function plainValue(value: Json): Json {
  const written = digitsOf(value);
  if (written !== undefined) return Number(written);
  if (Array.isArray(value)) return value.map((item: Json) => plainValue(item));
  return isObject(value) ? mapValues(value, plainValue) : value;
}

/** A copy with every value replaced; a key called `__proto__` stays a key. */
export function mapValues(object: JsonObject, change: (value: Json, key: string) => Json): JsonObject {
  const result: Record<string, Json> = {};
  for (const [key, value] of Object.entries(object)) defineOwn(result, key, change(value, key));
  return result;
}

/** `JSON.stringify` without white space that writes kept digits. */
export function writeJson(value: Json): string {
  const written = digitsOf(value);
  if (written !== undefined) return written;
  if (Array.isArray(value)) return `[${value.map((item: Json) => writeJson(item)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${writeJson(item)}`)
    .join(',')}}`;
}

/** A scalar as it stands in a URL, a header or a form; `null` is empty, what is no scalar becomes JSON. */
export function scalarText(value: Json): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  return typeof value === 'object' ? writeJson(value) : String(value);
}
