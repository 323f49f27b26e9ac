// The files that a document refers to, gotten round by round, since each may refer to others.
import * as l10n from '@vscode/l10n';
import { decodeText } from './decodeText.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { FilesReading, ModelFile } from './modelReader.ts';
import { parseDocument } from './parseDocument.ts';
import { pathFrom, type Files, type Part } from './part.ts';

type Beside = ModelFile['beside'];

/** No document that people write has more; the bound keeps one from making us read all that its user has. */
export const mostFiles = 200;

export interface WithFiles<T> {
  readonly result: T;
  /** By path; undefined for one that could not be read. */
  readonly known: ReadonlyMap<string, Json | undefined>;
  /** False where the bound left some out. */
  readonly complete: boolean;
}

/** Reads, gets the files that were missing, and reads again: most documents need none, and a round costs little. */
export async function withFiles<T>(
  root: JsonObject,
  beside: Beside,
  read: (document: Part) => T,
): Promise<WithFiles<T>> {
  const known = new Map<string, Json | undefined>();
  for (;;) {
    const wanted = new Set<string>();
    const result = read({ path: '', root, files: { known, wanted } });
    const next = [...wanted].slice(0, mostFiles - known.size);
    if (next.length === 0) return { result, known, complete: wanted.size === 0 };
    const values = await Promise.all(next.map((path) => fileAt(path, beside)));
    next.forEach((path, index) => known.set(path, values[index]));
  }
}

async function fileAt(path: string, beside: Beside): Promise<Json | undefined> {
  const bytes = await beside(path);
  const parsed = bytes && parseDocument(decodeText(bytes));
  return parsed && 'value' in parsed ? parsed.value : undefined;
}

/** All files that a document refers to and that are there, wherever the reference stands. */
export async function filesOf(root: JsonObject, beside: Beside): Promise<FilesReading> {
  const seen = new Set<string>();
  const { known, complete } = await withFiles(root, beside, ({ files }) => wantAll(root, files, seen));
  if (!complete) return { error: l10n.t('The document refers to more than {0} files.', mostFiles) };
  return { files: [...known].flatMap(([path, value]) => (value === undefined ? [] : [path])) };
}

/** Looks through what has come since the last round. */
function wantAll(root: Json, { known, wanted }: Files, seen: Set<string>): void {
  for (const [base, value] of [['', root] as const, ...known]) {
    if (seen.has(base)) continue;
    seen.add(base);
    for (const reference of referencesIn(value)) {
      const path = pathFrom(base, reference.split('#', 1)[0] ?? '');
      if (path !== undefined && path !== '' && !known.has(path)) wanted.add(path);
    }
  }
}

/** Each part once, also where YAML aliases lead to it a thousand times or in a circle. */
function referencesIn(value: Json | undefined): string[] {
  const found: string[] = [];
  const seen = new Set<Json>();
  const pending: (Json | undefined)[] = [value];
  while (pending.length > 0) {
    const at = pending.pop();
    if (typeof at !== 'object' || at === null || seen.has(at)) continue;
    seen.add(at);
    if (isObject(at) && typeof at['$ref'] === 'string') found.push(at['$ref']);
    for (const item of Object.values(at)) if (typeof item === 'object') pending.push(item);
  }
  return found;
}
