// JSON values and texts read without trust: any bytes, any keys, never an exception.
import * as l10n from '@vscode/l10n';
import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Own properties only, so that a key named `constructor` or `__proto__` is data like any other. */
export function get(value: unknown, ...path: readonly (string | number)[]): Json | undefined {
  let found = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Record<string | number, unknown>)[part];
  }
  return found as Json | undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function asArray(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** `JSON.parse` that answers undefined; a byte order mark is allowed. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) as Json;
  } catch {
    return undefined;
  }
}

/** `{` with a quote, a bracket or nothing behind it; YAML's `{openapi: 3.0.0}` is not JSON. */
export function looksLikeJson(text: string): boolean {
  return /^\uFEFF?\s*(?:\{\s*["}]|\[\s*["{[\]\d])/.test(text.slice(0, 4096));
}

export interface JsonText {
  /** Undefined only when the text holds no value at all. */
  readonly root: Node | undefined;
  readonly errors: readonly JsonError[];
}

export interface JsonError {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

/** Reads a text with positions, keeping what can be understood of a broken one. */
export function readJsonText(text: string): JsonText {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
    return { root, errors: errors.map(({ error, ...span }) => ({ message: inWords(error), ...span })) };
  } catch {
    // The parser is recursive: a text nested deeper than the stack has no tree.
    return { root: undefined, errors: [{ message: nestedTooDeeply(), offset: 0, length: 1 }] };
  }
}

export interface JsonRead {
  readonly value: Json | undefined;
  readonly errors: readonly JsonError[];
  /** The tree, made when it is first asked for, which takes ten times as long. */
  readonly root: () => Node | undefined;
}

/** What a text holds, as `valueOf` would read it. */
export function readJson(text: string): JsonRead {
  const value = text.charCodeAt(0) !== 0xfeff && isShallow(text) ? parseJson(text) : undefined;
  if (value === undefined) {
    const { root, errors } = readJsonText(text);
    return { value: valueOf(root), errors, root: () => root };
  }
  let tree: Node | undefined;
  return { value, errors: [], root: () => (tree ??= readJsonText(text).root) };
}

const mostOpened = 1000;

/** Whether a recursive reader can surely follow: the limit of the tree's own reader counts for all. What opens must close. */
function isShallow(text: string): boolean {
  if (text.length < 2 * mostOpened) return true;
  const opened = /[{[]/g;
  let left = mostOpened;
  while (opened.test(text)) if (--left < 0) return false;
  return true;
}

export const nestedTooDeeply = (): string => l10n.t('The JSON is nested too deeply to be read.');

/** `InvalidCommentToken` as "Invalid comment token". */
function inWords(code: ParseError['error']): string {
  return printParseErrorCode(code).replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The node at a path; of a key that stands twice the last one counts, as for `JSON.parse`. */
export function findNode(root: Node | undefined, path: readonly (string | number)[]): Node | undefined {
  return path.reduce<Node | undefined>((node, part) => {
    if (node?.type === 'array') return node.children?.[Number(part)];
    return node?.type === 'object' ? propertyOf(node, String(part))?.children?.[1] : undefined;
  }, root);
}

const propertyOf = (node: Node, key: string): Node | undefined =>
  node.children?.findLast(({ children }) => children?.[0]?.value === key);

/** The value of a tree, with every key an own property (jsonc-parser's own function lets `__proto__` set the prototype). */
export function valueOf(node: Node | undefined): Json | undefined {
  if (!node) return undefined;
  if (node.type === 'array') return (node.children ?? []).map((child) => valueOf(child) ?? null);
  if (node.type === 'object') return objectOf(node);
  return node.value as Json;
}

function objectOf(node: Node): JsonObject {
  const object: Record<string, Json> = {};
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    if (key && value) defineOwn(object, key.value as string, valueOf(value) ?? null);
  }
  return object;
}

/** Assigns a key that may be called `__proto__`: to no other key assignment means something else. */
export function defineOwn<T>(object: Record<string, T>, key: string, value: T): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
