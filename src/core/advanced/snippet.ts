// JSON with tab stops, in the snippet syntax of the language server protocol and VS Code.
import { isObject, type Json } from '../json.ts';

/** A place where the cursor stops, with what is written there if nothing else is. */
export class Stop {
  constructor(
    readonly value: string | number | boolean | null,
    /** What one may choose from instead. */
    readonly choices: readonly (string | number | boolean)[] = [],
    /** Stops of one name change together. */
    readonly name?: string,
  ) {}
}

export type Template = Json | Stop | readonly Template[] | { readonly [key: string]: Template };

/** Text with tabs for indentation, which an editor replaces by its own. */
export function toSnippet(template: Template): string {
  const named = new Map<string, number>();
  let count = 0;
  const numberOf = ({ name }: Stop): number => {
    const number = (name === undefined ? undefined : named.get(name)) ?? ++count;
    if (name !== undefined) named.set(name, number);
    return number;
  };
  const write = (value: Template, indent: string): string => {
    if (value instanceof Stop) return writeStop(value, numberOf(value));
    if (Array.isArray(value)) return writeAll('[', ']', indent, (value as readonly Template[]).map(inside(indent)));
    if (!isObject(value)) return escapeSnippet(JSON.stringify(value));
    const entries = Object.entries(value as Record<string, Template>);
    const lines = entries.map(([key, item]) => `${escapeSnippet(JSON.stringify(key))}: ${inside(indent)(item)}`);
    return writeAll('{', '}', indent, lines);
  };
  const inside = (indent: string) => (item: Template) => write(item, `${indent}\t`);
  return write(template, '');
}

function writeAll(open: string, close: string, indent: string, lines: readonly string[]): string {
  if (lines.length === 0) return open + escapeSnippet(close);
  return `${open}\n${lines.map((line) => `${indent}\t${line}`).join(',\n')}\n${indent}${escapeSnippet(close)}`;
}

/** Of a text the quotes stay where they are. */
function writeStop({ value, choices }: Stop, number: number): string {
  const quote = typeof value === 'string' ? '"' : '';
  const inner = (each: string | number | boolean | null): string =>
    typeof each === 'string' ? JSON.stringify(each).slice(1, -1) : String(each);
  if (choices.length > 1) {
    const others = choices.filter((choice) => choice !== value);
    const all = [value, ...others].map((each) => inner(each).replaceAll(/[\\,|]/g, '\\$&'));
    return `${quote}\${${number}|${all.join(',')}|}${quote}`;
  }
  return value === '' ? `"$${number}"` : `${quote}\${${number}:${escapeSnippet(inner(value))}}${quote}`;
}

export const escapeSnippet = (text: string): string => text.replaceAll(/[\\$}]/g, '\\$&');
