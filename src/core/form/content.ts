// Which kind of field a schema asks for, and what that field shows of the value.
import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import type { Entry, Field, OneOfField } from '../form.ts';
import { asArray, asString, get, valueOf, type JsonObject } from '../json.ts';
import { isSecret } from '../schema.ts';
import { isPlatformSecret, referencesIn, writeReference } from '../secrets/secrets.ts';
import type { FormSource } from './source.ts';

/** What a field has beyond what all fields have. */
export type Content<F extends Field = Exclude<Field, OneOfField>> = F extends Field
  ? Omit<F, 'path' | 'title' | 'description' | 'required' | 'present' | 'disabled' | 'problems' | 'details'>
  : never;

export function contentOf(source: FormSource, schema: JsonObject, node: Node | undefined): Content {
  if (isSecret(schema)) return secretContent(source, asString(valueOf(node)) ?? '', schema);
  if (Array.isArray(schema['enum'])) return choiceContent(schema, node);
  const types = [schema['type']].flat();
  if (types.includes('boolean')) return switchContent(schema, node);
  if (types.includes('integer') || types.includes('number')) return numberContent(source, schema, node);
  if (types.includes('array')) return listContent(source, schema, node);
  if (types.includes('object')) return { kind: 'map', entries: entriesOf(source, node) };
  return textContent(schema, node);
}

/** The members of an object, without those that have fields of their own. */
export function entriesOf({ text }: FormSource, node: Node | undefined, except: readonly string[] = []): Entry[] {
  return (node?.type === 'object' ? (node.children ?? []) : []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    if (!key || !value || except.includes(String(key.value))) return [];
    return [{ key: String(key.value), value: value.type === 'string' ? String(value.value) : sourceOf(text, value) }];
  });
}

const sourceOf = (text: string, { offset, length }: Node): string => text.slice(offset, offset + length);

function textContent(schema: JsonObject, node: Node | undefined): Content {
  const shown = { value: asString(valueOf(node)) ?? '', default: asString(schema['default']) ?? '' };
  if (isPem(schema)) return { kind: 'pem', ...shown };
  if (schema['format'] === 'url') return { kind: 'url', ...shown };
  return { kind: 'text', ...shown, multiline: schema['contentMediaType'] !== undefined };
}

const isPem = (schema: JsonObject): boolean => schema['contentMediaType'] === 'application/x-pem-file';

function choiceContent(schema: JsonObject, node: Node | undefined): Content {
  const value = asString(valueOf(node));
  const options = asArray(schema['enum']).filter((item) => typeof item === 'string');
  const fallback = asString(schema['default']) ?? '';
  return { kind: 'choice', value: value ?? '', default: fallback, options: withCurrent(options, value) };
}

/** A value outside the list is shown too, or the form would hide what the text says. */
function withCurrent(options: readonly string[], current: string | undefined): { value: string; label: string }[] {
  const foreign =
    current !== undefined && !options.includes(current)
      ? [{ value: current, label: l10n.t('{0} (not allowed)', current) }]
      : [];
  return [...options.map((value) => ({ value, label: value })), ...foreign];
}

function switchContent(schema: JsonObject, node: Node | undefined): Content {
  const fallback = schema['default'];
  return { kind: 'switch', value: (valueOf(node) ?? fallback) === true, default: fallback === true };
}

function numberContent({ text }: FormSource, schema: JsonObject, node: Node | undefined): Content {
  const bound = (key: 'minimum' | 'maximum'): object => (typeof schema[key] === 'number' ? { [key]: schema[key] } : {});
  const fallback = schema['default'];
  return {
    kind: 'number',
    value: node?.type === 'number' ? sourceOf(text, node) : '',
    default: typeof fallback === 'number' ? String(fallback) : '',
    ...bound('minimum'),
    ...bound('maximum'),
  };
}

function listContent({ text }: FormSource, schema: JsonObject, node: Node | undefined): Content {
  const types = [get(schema, 'items', 'type')].flat();
  const written = (item: Node): string => (item.type === 'string' ? String(item.value) : sourceOf(text, item));
  return {
    kind: 'list',
    items: node?.type === 'array' ? (node.children ?? []).map(written) : [],
    default: asArray(schema['default']).map(String),
    itemKind: types.includes('number') || types.includes('integer') ? 'number' : 'text',
    options: asArray(get(schema, 'items', 'enum')).filter((item) => typeof item === 'string'),
  };
}

function secretContent(source: FormSource, value: string, schema: JsonObject): Content {
  const shape = { multiline: schema['contentMediaType'] !== undefined, ...(isPem(schema) && { pem: true as const }) };
  const references = referencesIn(value);
  if (references.length > 0) {
    const state = references.every(source.has) ? 'stored' : 'missing';
    return { kind: 'secret', state, shown: references.map(writeReference).join(' '), ...shape };
  }
  if (isPlatformSecret(value))
    return { kind: 'secret', state: 'platform', shown: value.startsWith('$ENC') ? '$ENC…' : value, ...shape };
  return { kind: 'secret', state: value === '' ? 'empty' : 'literal', shown: '', ...shape };
}
