// The bytes of a model's document as a value with places: JSON, or YAML where it does not begin like JSON.
import * as l10n from '@vscode/l10n';
import { decodeText as decode } from '../models/decodeText.ts';
import { isObject, looksLikeJson, readJsonText, type Json, type JsonError } from '../json.ts';
import { parseDocument, type Parsed } from '../models/parseDocument.ts';
import type { Problem } from '../problem.ts';
import { jsonPlaces } from './jsonPlaces.ts';
import type { Places } from './places.ts';

export interface Source {
  readonly text: string;
  /** Undefined where nothing sensible could be read. */
  readonly value: Json | undefined;
  /** Why nothing, or not all, could be read. */
  readonly problems: readonly Problem[];
  /** Some key stands twice; the places know which. */
  readonly duplicates: boolean;
  /** Looked up only when something is to be shown. */
  readonly places: () => Promise<Places>;
}

export function readSource(text: string): Source {
  const parsed = parseDocument(text);
  return looksLikeJson(text) ? jsonSource(text, parsed) : yamlSource(text, parsed);
}

/** The text that VS Code has of these bytes. */
export const decodeText = (bytes: Uint8Array): string => decode(bytes).replace(/^\uFEFF/, '');

function jsonSource(text: string, parsed: Parsed): Source {
  const { root, errors } = readJsonText(text);
  const places = jsonPlaces(root);
  const failed = 'error' in parsed && errors.length === 0 ? [syntaxProblem(parsed.reason, 0)] : [];
  const problems = [...errors.slice(0, 10).map(toProblem), ...failed];
  const value = 'error' in parsed || problems.length > 0 ? undefined : parsed.value;
  const duplicates = value !== undefined && places.duplicates().length > 0;
  return { text, value, problems, duplicates, places: () => Promise.resolve(places) };
}

function toProblem({ message, offset, length }: JsonError): Problem {
  const words = message.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return syntaxProblem(l10n.t('The JSON has a syntax error: {0}.', words), offset, length);
}

function yamlSource(text: string, parsed: Parsed): Source {
  const places = once(async (): Promise<Places> => (await import('./yamlPlaces.ts')).yamlPlaces(text));
  const nothing = { text, value: undefined, problems: [], duplicates: false, places };
  if ('error' in parsed) return { ...nothing, problems: [syntaxProblem(parsed.reason, parsed.offset ?? 0)] };
  const size = expandedSize(parsed.value);
  if (size > largest) return { ...nothing, problems: [tooManyAliases(size)] };
  const duplicates = parsed.notes.some(({ code }) => code === 'duplicate-key');
  const others = parsed.notes.filter(({ code }) => code !== 'duplicate-key');
  const problems = others.map(({ message }) => ({ ...syntaxProblem(message, 0), severity: 'warning' as const }));
  return { ...nothing, value: parsed.value, problems, duplicates };
}

/** Values that a document may have with every alias written out. */
const largest = 5_000_000;

/** How many values there are when every alias is written out; infinite where one refers to itself. */
function expandedSize(value: Json | undefined): number {
  const known = new Map<object, number>();
  const sizeOf = (at: Json | undefined): number => {
    if (!isObject(at) && !Array.isArray(at)) return 1;
    const before = known.get(at);
    if (before !== undefined) return before;
    known.set(at, Infinity);
    const size = Object.values(at as object).reduce<number>((sum, item: Json) => sum + sizeOf(item), 1);
    known.set(at, size);
    return size;
  };
  return sizeOf(value);
}

function tooManyAliases(size: number): Problem {
  const message = Number.isFinite(size)
    ? l10n.t(
        'With every alias written out the document has {0} values, which is more than the platform can take.',
        size,
      )
    : l10n.t('An alias refers to itself, which no JSON can express.');
  return syntaxProblem(message, 0);
}

export function syntaxProblem(message: string, offset: number, length = 1): Problem {
  return { code: 'syntax', severity: 'error', message, path: [], span: { offset, length } };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
