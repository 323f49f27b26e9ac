// Completion in an integration: what the schema offers, with whole blocks and with the values that only the model knows.
import * as l10n from '@vscode/l10n';
import { findNodeAtOffset, type Node } from 'jsonc-parser';
import {
  CompletionItemKind,
  InsertTextFormat,
  TextEdit,
  type CompletionItem,
  type CompletionList,
  type Position,
} from 'vscode-json-languageservice';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { headOf, type IntegrationHead } from '../integration.ts';
import type { Model } from '../model.ts';
import { newIntegration } from '../newIntegration.ts';
import { startsWith, type Path } from '../pointer.ts';
import { blocksAt, type Block } from './blocks.ts';
import { cursorAt, type Cursor } from './cursor.ts';
import { describeField } from './explain.ts';
import { escapeSnippet, Stop, toSnippet } from './snippet.ts';
import { valuesAt, type Value } from './values.ts';

export interface Asked {
  readonly document: TextDocument;
  readonly position: Position;
  readonly root: Node | undefined;
  readonly models: ReadonlyMap<string, Model>;
}

/** What the schema offers, enriched. */
export function enrich(list: CompletionList | null, asked: Asked): CompletionList {
  const { document, position, root, models } = asked;
  const text = document.getText();
  const offset = document.offsetAt(position);
  const found = list?.items ?? [];
  if (text.trim() === '') return { isIncomplete: false, items: wholeDocuments(asked) };
  const cursor = cursorAt(root, text, offset);
  const head = headOf(root);
  if (!cursor || !startsWith(cursor.path, head.service)) return list ?? { isIncomplete: false, items: [] };
  const within = { ...cursor, path: cursor.path.slice(head.service.length) };
  if (isBesideValue(cursor, text, offset)) return { isIncomplete: false, items: [] };
  const model = models.get(head.modelId);
  const items =
    within.kind === 'key'
      ? found.flatMap((item) => withBlocks(documented(item, within.path, model), within.path, head, model))
      : [...valueItems(asked, within, head, model), ...found];
  return { isIncomplete: list?.isIncomplete ?? false, items: unique(items) };
}

/** Beside the list stands what a hover would say later. */
function documented(item: CompletionItem, object: Path, model: Model | undefined): CompletionItem {
  const value = describeField([...object, item.label], model).join('\n\n');
  return value === '' ? item : { ...item, documentation: { kind: 'markdown', value } };
}

/** An item of the schema for a key that has a block of its own writes that; for several there are as many items. */
function withBlocks(
  item: CompletionItem,
  object: Path,
  head: IntegrationHead,
  model: Model | undefined,
): CompletionItem[] {
  const edit = item.textEdit;
  const key = JSON.stringify(item.label);
  // What has a value already is only renamed.
  if (!edit?.newText.startsWith(`${escapeSnippet(key)}:`) || !('range' in edit)) return [item];
  const [first, ...others] = blocksAt([...object, item.label], head, model);
  if (!first) return [item];
  const comma = edit.newText.endsWith(',') ? ',' : '';
  const written = ({ template }: Block): string => `${escapeSnippet(key)}: ${toSnippet(template)}${comma}`;
  // A block needs no second list of suggestions.
  const rest = { ...item };
  delete rest.command;
  const make = (block: Block): CompletionItem => ({
    ...rest,
    detail: block.detail,
    textEdit: { range: edit.range, newText: written(block) },
  });
  // A label tells one item from another.
  return [make(first), ...others.map((block) => ({ ...make(block), label: `${item.label}: ${block.detail}` }))];
}

function valueItems(asked: Asked, cursor: Cursor, head: IntegrationHead, model: Model | undefined): CompletionItem[] {
  const { document, models } = asked;
  const fileName = /([^/]*)\.integration\.json$/.exec(decoded(document.uri))?.[1] ?? '';
  const known = { head, model, models: [...models.values()], fileName };
  const place = placeFor(asked, cursor);
  const isObjectThere = cursor.node?.type === 'object' || cursor.node?.type === 'array';
  const blocks = isObjectThere ? [] : blocksAt(cursor.path, head, model);
  return [
    ...blocks.filter(({ template }) => !(template instanceof Stop)).map((block) => blockItem(block, cursor, place)),
    ...valuesAt(cursor.path, known).map((value) => valueItem(value, place)),
  ];
}

/** Before or behind a value that is there: what were written would be a second one. The parser takes the next key for one. */
function isBesideValue({ kind, node }: Cursor, text: string, offset: number): boolean {
  if (kind !== 'value' || !node) return false;
  const { offset: start, length, type } = node;
  const isInside = offset > start && offset < start + length;
  const isNextKey = /^\s*:/.test(text.slice(start + length, start + length + 100));
  return offset < start ? !isNextKey : !isInside && (type === 'object' || type === 'array');
}

interface Place {
  readonly range: TextEdit['range'];
  readonly comma: string;
}

function blockItem({ detail, template }: Block, { path }: Cursor, { range, comma }: Place): CompletionItem {
  return {
    label: `{ ${String(path.at(-1))}: ${detail} }`,
    kind: CompletionItemKind.Struct,
    filterText: '{',
    insertTextFormat: InsertTextFormat.Snippet,
    textEdit: TextEdit.replace(range, toSnippet(template) + comma),
  };
}

function valueItem({ value, detail, template }: Value, { range, comma }: Place): CompletionItem {
  return {
    label: JSON.stringify(value),
    kind: CompletionItemKind.Value,
    detail,
    filterText: JSON.stringify(value),
    insertTextFormat: InsertTextFormat.Snippet,
    textEdit: TextEdit.replace(range, (template ? toSnippet(template) : escapeSnippet(JSON.stringify(value))) + comma),
  };
}

/** What an item replaces: the value that the cursor touches, or the word before it; and whether a comma must follow. */
function placeFor({ document, position }: Asked, { node }: Cursor): Place {
  const text = document.getText();
  const offset = document.offsetAt(position);
  const touched = node && findNodeAtOffset(node, offset, true) === node && !node.children?.length ? node : undefined;
  const word = /"?[^\s":{}[\],]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0].length ?? 0;
  const [start, end] = touched ? [touched.offset, touched.offset + touched.length] : [offset - word, offset];
  const next = /^\s*(.)/s.exec(text.slice(end, end + 500))?.[1] ?? '}';
  return {
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    comma: ',}]'.includes(next) ? '' : ',',
  };
}

/** An empty document can become an integration of each model. */
function wholeDocuments({ document, position, models }: Asked): CompletionItem[] {
  const fileName = /([^/]*)\.integration\.json$/.exec(decoded(document.uri))?.[1] ?? 'NAME';
  return [...models.values()].map((model) => ({
    label: l10n.t('Integration of {0}', model.id),
    kind: CompletionItemKind.Struct,
    insertTextFormat: InsertTextFormat.Snippet,
    textEdit: TextEdit.insert(position, wholeDocument(fileName, model)),
  }));
}

/** The name stands in it twice and is written once. */
function wholeDocument(name: string, model: Model): string {
  const mark = '\u{F0000}';
  const text = escapeSnippet(newIntegration(mark, model)).replaceAll(/^( {4})+/gm, (indent) =>
    '\t'.repeat(indent.length / 4),
  );
  return text.replaceAll(mark, `\${1:${escapeSnippet(JSON.stringify(name).slice(1, -1))}}`);
}

/** Of two items with one label the first knows more. */
function unique(items: readonly CompletionItem[]): CompletionItem[] {
  const byLabel = new Map<string, CompletionItem>();
  for (const item of items) if (!byLabel.has(item.label)) byLabel.set(item.label, item);
  return [...byLabel.values()];
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
