// The bytes of a model's document as a value with places: JSON, or YAML where it does not begin like JSON.
import * as l10n from '@vscode/l10n';
import { CORE_SCHEMA, load, types, YAMLException } from 'js-yaml';
import { isObject, parseJson, readJsonText, valueOf, type Json, type JsonError } from '../json.ts';
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
  return /^\s*[{[]/.test(text) ? readJson(text) : readYaml(text);
}

/** The text that VS Code has of these bytes. */
export const decodeText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replace(/^\uFEFF/, '');

function readJson(text: string): Source {
  const { root, errors } = readJsonText(text);
  const places = jsonPlaces(root);
  const value = errors.length > 0 ? undefined : (parseJson(text) ?? valueOf(root));
  const problems = errors.slice(0, 10).map(toProblem);
  const duplicates = errors.length === 0 && places.duplicates().length > 0;
  return { text, value, problems, duplicates, places: () => Promise.resolve(places) };
}

function toProblem({ message, offset, length }: JsonError): Problem {
  const words = message.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return syntaxProblem(l10n.t('The JSON has a syntax error: {0}.', words), offset, length);
}

function readYaml(text: string): Source {
  const places = once(async (): Promise<Places> => (await import('./yamlPlaces.ts')).yamlPlaces(text));
  const reading = { text, value: undefined, problems: [], duplicates: false, places };
  try {
    return { ...reading, ...bounded(loadYaml(text, false)) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    // A key that stands twice is a problem, but no reason to say nothing of the rest.
    if (error.reason === 'duplicated mapping key')
      return { ...reading, duplicates: true, ...bounded(loadYaml(text, true)) };
    const { position = 0 } = (error.mark as { position?: number } | undefined) ?? {};
    return {
      ...reading,
      problems: [syntaxProblem(l10n.t('The YAML has a syntax error: {0}.', error.reason), position)],
    };
  }
}

function bounded(value: Json | undefined): Partial<Source> {
  if (value === undefined) return { problems: [syntaxProblem(l10n.t('The document is empty.'), 0)] };
  const size = expandedSize(value);
  return size <= largest ? { value } : { problems: [tooManyAliases(size)] };
}

/** Timestamps and binary data of YAML 1.1 are text in JSON; merge keys are what people use. */
const schema = CORE_SCHEMA.extend({ implicit: [types.merge] });
const loadYaml = (text: string, json: boolean): Json | undefined => load(text, { schema, json }) as Json | undefined;

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
