// The pre-flight of a model: everything that the platform would refuse or silently spoil, from its bytes and without a network.
import * as l10n from '@vscode/l10n';
import { standsTwice } from '../duplicateKeys.ts';
import type { Edit } from '../edit.ts';
import { get, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../pointer.ts';
import { underPath, type Change, type Fix, type Problem, type Span } from '../problem.ts';
import { unwrapModel } from '../models/readModel.ts';
import { editsFor } from './edits.ts';
import { judged, mostImportant, placed, typed, typedFix, under, type PlacedProblem } from './placing.ts';
import { decodeText, readSource, syntaxProblem, type Source } from './read.ts';
import { applyRules, type Outcome } from './applyRules.ts';
import { lostOf } from './rules/lostOperation.ts';
import type { Severities } from './severities.ts';
import { makeSubject, type Subject } from './subject.ts';

export type { PlacedProblem };

/** Plain data, so that a worker can send it. */
export interface Preflight {
  /** `title:version`, as far as the document gives them. */
  readonly id: string;
  readonly operations: number;
  /** How many of them the platform would drop. */
  readonly lost: number;
  readonly problems: readonly PlacedProblem[];
  /** By rule id, what mends all problems of that rule at once. */
  readonly fixAll: Readonly<Record<string, Fix>>;
}

export async function preflight(bytes: Uint8Array, severities: Severities): Promise<Preflight> {
  const text = decodeText(bytes);
  try {
    return await examine(readSource(text), severities);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const problems = [syntaxProblem(l10n.t('The document is nested too deeply to be read.'), 0)];
    return { id: '', operations: 0, lost: 0, fixAll: {}, problems: placed(text, problems, undefined) };
  }
}

/** The edits of a model's text that make the changes of one or many fixes. */
export async function mend(text: string, changes: readonly Change[]): Promise<readonly Edit[]> {
  const { value, places } = readSource(text);
  return value === undefined ? [] : editsFor(text, value, await places(), changes);
}

/** The edits that give the model another description. */
export async function describe(text: string, description: string): Promise<readonly Edit[]> {
  const { value, places } = readSource(text);
  const document = unwrapModel(value);
  if (value === undefined || !document) return [];
  const path = [...prefixOf(value, document), 'info', 'description'];
  return editsFor(text, value, await places(), [{ path, value: description }]);
}

/** Where the OpenAPI document stands in the text. */
const prefixOf = (value: Json, document: JsonObject): Path => (document === value ? [] : ['model']);

async function examine(source: Source, severities: Severities): Promise<Preflight> {
  const document = unwrapModel(source.value);
  const prefix = document && source.value !== undefined ? prefixOf(source.value, document) : [];
  const subject = document && makeSubject(document);
  const { problems, fixAll } = subject ? applyRules(subject, severities) : nothing;
  const duplicates = source.duplicates ? (await source.places()).duplicates() : [];
  const all = [
    ...source.problems,
    ...(source.value !== undefined && !subject ? [notOpenApi()] : []),
    ...duplicates.slice(0, 20).map(duplicateKey),
    ...problems.map((problem) => underPath(problem, prefix)),
  ];
  const shown = mostImportant(all.flatMap((problem) => judged(problem, severities))).map((problem) =>
    typed(source.value, problem),
  );
  return {
    ...counts(subject),
    problems: placed(source.text, shown, shown.length > 0 ? await source.places() : undefined),
    fixAll: Object.fromEntries(
      Object.entries(fixAll).map(([id, fix]) => [id, typedFix(source.value, under(fix, prefix))]),
    ),
  };
}

const nothing: Outcome = { problems: [], fixAll: {} };

function counts(subject: Subject | undefined): Pick<Preflight, 'id' | 'operations' | 'lost'> {
  if (!subject) return { id: '', operations: 0, lost: 0 };
  return { id: nameOf(subject.document), operations: subject.operations.length, lost: lostOf(subject).length };
}

function nameOf(document: JsonObject): string {
  const parts = ['title', 'version'].map((key) => get(document, 'info', key));
  return parts.filter((part) => typeof part === 'string' || typeof part === 'number').join(':');
}

function notOpenApi(): Problem {
  const message = l10n.t('This is not an OpenAPI document: it has neither "openapi" nor "swagger" at its top.');
  return { code: 'not-openapi', severity: 'error', message, path: [] };
}

function duplicateKey({ path, span }: { readonly path: Problem['path']; readonly span: Span }): Problem {
  const message = standsTwice(String(path.at(-1) ?? ''));
  return { code: 'duplicate-key', severity: 'warning', message, path, span };
}
