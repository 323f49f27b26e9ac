// The files that a document refers to, gotten round by round, since each may refer to others.
import * as l10n from '@vscode/l10n';
import { decodeText } from './decodeText.ts';
import { duplicateKeys } from '../duplicateKeys.ts';
import { looksLikeJson, type Json, type JsonObject } from '../json.ts';
import type { FilesReading, ModelFile } from './modelReader.ts';
import type { Note } from '../note.ts';
import { parseDocument } from './parseDocument.ts';
import { pathFrom, type Files, type Part } from '../part.ts';
import { referencesIn } from './referencesIn.ts';

type Beside = ModelFile['beside'];

/** No document that people write has more; the bound keeps one from making us read all that its user has. */
export const mostFiles = 200;
/** Nobody reads more of them at a time. */
const mostNotes = 200;

export interface WithFiles<T> {
  readonly result: T;
  /** By path; undefined for one that could not be read. */
  readonly known: ReadonlyMap<string, Json | undefined>;
  /** What was found in the files, each with its path. */
  readonly notes: () => readonly Note[];
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
  const looks: (() => readonly Note[])[] = [];
  for (;;) {
    const wanted = new Set<string>();
    const result = read({ path: '', root, files: { known, wanted } });
    const next = [...wanted].slice(0, mostFiles - known.size);
    if (next.length === 0)
      return {
        result,
        known,
        complete: wanted.size === 0,
        notes: () => looks.flatMap((look) => look()).slice(0, mostNotes),
      };
    const files = await Promise.all(next.map((path) => fileAt(path, beside)));
    next.forEach((path, index) => known.set(path, files[index]?.value));
    looks.push(...files.map(({ look }) => look));
  }
}

interface FileBeside {
  readonly value?: Json;
  /** Looks for what is wrong in it, which takes its time. */
  readonly look: () => readonly Note[];
}

async function fileAt(path: string, beside: Beside): Promise<FileBeside> {
  const bytes = await beside(path);
  if (!bytes) return { look: () => [notThere(path)] };
  const text = decodeText(bytes);
  const parsed = parseDocument(text);
  if ('error' in parsed) return { look: () => [notReadable(path, parsed.error)] };
  const { value, notes } = parsed;
  const found = (): readonly Note[] => (looksLikeJson(text) ? duplicateKeys(text, value) : notes);
  return { value, look: () => found().map((note) => ({ ...note, file: path })) };
}

function notThere(path: string): Note {
  const message = l10n.t('The document refers to the file "{0}", which cannot be read.', path);
  return { code: 'missing-file', message };
}

function notReadable(path: string, error: string): Note {
  const message = l10n.t('The document refers to the file "{0}", which cannot be understood. {1}', path, error);
  return { code: 'missing-file', message };
}

/**
 * All files that a document refers to and that are there, wherever the reference stands: also examples of any format, and
 * the schemas that a discriminator names.
 */
export async function filesOf(root: JsonObject, beside: Beside): Promise<FilesReading> {
  const seen = new Set<string>();
  const examples = new Set<string>();
  const { known, complete } = await withFiles(root, beside, ({ files }) => wantAll(root, files, seen, examples));
  const unread = [...examples].filter((path) => known.get(path) === undefined);
  if (!complete || known.size + unread.length > mostFiles)
    return { error: l10n.t('The document refers to more than {0} files.', mostFiles) };
  const there = await Promise.all(unread.map(async (path) => (await beside(path)) !== undefined));
  const read = [...known].flatMap(([path, value]) => (value === undefined ? [] : [path]));
  return { files: [...read, ...unread.filter((_, index) => there[index])] };
}

/** Looks through what has come since the last round. */
function wantAll(root: Json, { known, wanted }: Files, seen: Set<string>, examples: Set<string>): void {
  for (const [base, value] of [['', root] as const, ...known]) {
    if (seen.has(base)) continue;
    seen.add(base);
    const found = referencesIn(value);
    for (const path of pathsOf(base, found.references)) if (!known.has(path)) wanted.add(path);
    for (const path of pathsOf(base, found.examples)) examples.add(path);
  }
}

function pathsOf(base: string, references: readonly string[]): string[] {
  return references.flatMap((reference) => pathFrom(base, reference.split('#', 1)[0] ?? '') || []);
}
