// The value of a JSON or YAML text, told apart by a look at its first characters; bounded, and never an exception.
import * as l10n from '@vscode/l10n';
import { CORE_SCHEMA, load, loadAll, Type, types, YAMLException, type LoadOptions } from 'js-yaml';
import { looksLikeJson, type Json } from '../json.ts';
import type { Note } from '../note.ts';

export type Parsed = { readonly value: Json; readonly notes: readonly Note[] } | Unparsed;

export interface Unparsed {
  /** A sentence, with line and column where they are known. */
  readonly error: string;
  /** The same without a place. */
  readonly reason: string;
  /** Where it is; of JSON unknown. */
  readonly offset?: number;
}

export function parseDocument(text: string): Parsed {
  return looksLikeJson(text) ? parseJsonText(text) : parseYaml(text);
}

function parseJsonText(text: string): Parsed {
  try {
    return { value: JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) as Json, notes: [] };
  } catch (error) {
    return unparsed('JSON', jsonMessage(text, error instanceof Error ? error.message : ''));
  }
}

/** V8 tells the offset, older versions nothing more; people count lines. */
function jsonMessage(text: string, message: string): string {
  const offset = Number(/at position (\d+)/.exec(message)?.[1] ?? NaN);
  const reason = message.replace(/ in JSON at position \d+.*$/s, '').replace(/, "?\.{0,3}.*is not valid JSON$/s, '');
  if (Number.isNaN(offset)) return reason;
  const before = text.slice(0, offset).split('\n');
  return place(before.length, (before.at(-1)?.length ?? 0) + 1, reason);
}

/** Tags that other tools give a meaning (`!include`, `!Ref`) are read as if they were not there. */
const unknownTags = (['!', 'tag:'] as const).flatMap((tag) =>
  (['scalar', 'sequence', 'mapping'] as const).map((kind) => new Type(tag, { kind, multi: true })),
);

/** JSON's types only: a date stays the text that it is. */
const schema = CORE_SCHEMA.extend({ implicit: [types.merge], explicit: unknownTags });
/** js-yaml is recursive, and a merge copies: real documents stay far below these bounds. */
const bounds: LoadOptions = { schema, maxDepth: 400, maxTotalMergeKeys: 100_000 };

function parseYaml(text: string): Parsed {
  try {
    return found(load(text, bounds), []);
  } catch (error) {
    return error instanceof YAMLException ? parseAgain(text, error) : notYaml(error);
  }
}

/** Two faults that leave a document readable: a key given twice, and more documents in one file. */
function parseAgain(text: string, first: YAMLException): Parsed {
  const duplicate = first.reason === 'duplicated mapping key';
  if (!duplicate && !first.reason.startsWith('expected a single document')) {
    return notYaml(first);
  }
  const note = duplicate ? keyTwice(first) : severalDocuments();
  try {
    return found(loadAll(text, null, { ...bounds, json: true })[0], [note]);
  } catch (error) {
    return notYaml(error);
  }
}

function keyTwice({ mark }: YAMLException): Note {
  const message = l10n.t('A key stands twice in this mapping; the last one counts.');
  return { code: 'duplicate-key', message, ...(mark && { start: { line: mark.line, character: mark.column } }) };
}

const severalDocuments = (): Note => ({
  code: 'several-documents',
  message: l10n.t('The file holds several YAML documents; only the first is read.'),
});

function found(value: unknown, notes: readonly Note[]): Parsed {
  return value === undefined || value === null
    ? { error: l10n.t('The document is empty.'), reason: l10n.t('The document is empty.'), offset: 0 }
    : { value: value as Json, notes };
}

function notYaml(error: unknown): Unparsed {
  if (!(error instanceof YAMLException)) return unparsed('YAML', l10n.t('it is nested too deeply'));
  const { reason, mark } = error;
  const where = mark ? place(mark.line + 1, mark.column + 1, reason) : reason;
  return { ...unparsed('YAML', reason), error: syntaxError('YAML', where), ...(mark && { offset: mark.position }) };
}

const place = (line: number, column: number, reason: string): string =>
  l10n.t('line {0}, column {1}: {2}', line, column, reason);

function unparsed(format: string, reason: string): Unparsed {
  const error = syntaxError(format, reason);
  return { error, reason: error };
}

const syntaxError = (format: string, reason: string): string =>
  l10n.t('The {0} has a syntax error: {1}.', format, reason);

/** The text that a plain scalar is as a key: `0x10` is 16, and `1_000` is 1000. */
export function keyText(plain: string): string {
  if (!/^(?:[-+.\d~]|null$|true$|false$)/i.test(plain)) return plain;
  try {
    return String(load(plain, bounds));
  } catch {
    return plain;
  }
}
