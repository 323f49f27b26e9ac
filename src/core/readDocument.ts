// From the bytes of a file to its model or to one of its operations, with the files beside it as far as they are needed.
import * as l10n from '@vscode/l10n';
import { decodeText } from './decodeText.ts';
import type { Json, JsonObject } from './json.ts';
import type { Operation } from './model.ts';
import type { ModelFile, OperationReading, Reading } from './modelReader.ts';
import type { Part } from './part.ts';
import { parseDocument } from './parseDocument.ts';
import { notOpenApi, readPart, unwrapModel } from './readModel.ts';
import { readOperation } from './readOperation.ts';

/** A parsed document, ready for more than one question. */
export interface OpenDocument {
  readonly root: JsonObject;
  readonly notes: readonly string[];
}

export type Opened = OpenDocument | { readonly error: string };
type Beside = ModelFile['beside'];

/** Whoever has a faster way from bytes to text may bring it. */
export function openDocument(bytes: Uint8Array, decode = decodeText): Opened {
  const parsed = parseDocument(decode(bytes));
  if ('error' in parsed) return parsed;
  const root = unwrapModel(parsed.value);
  return root ? { root, notes: parsed.notes } : { error: notOpenApi(parsed.value) };
}

export async function modelOf(document: OpenDocument, beside: Beside): Promise<Reading> {
  const { result, known } = await withFiles(document.root, beside, readPart);
  if ('error' in result) return result;
  const lost = [...known].flatMap(([path, value]) => (value === undefined ? [notThere(path)] : []));
  return { model: result.model, notes: [...document.notes, ...lost], files: [...known.keys()] };
}

export async function operationOf(
  document: OpenDocument,
  beside: Beside,
  operation: Operation,
  contentType?: string,
): Promise<OperationReading> {
  const read = (part: Part): OperationReading => ({ detail: readOperation(part, operation, contentType) });
  return (await withFiles(document.root, beside, read)).result;
}

const mostRounds = 20;
const mostFiles = 200;

interface WithFiles<T> {
  readonly result: T;
  readonly known: ReadonlyMap<string, Json | undefined>;
}

/** Reads, gets the files that were missing, and reads again: most documents need none, and a round costs little. */
async function withFiles<T>(root: JsonObject, beside: Beside, read: (part: Part) => T): Promise<WithFiles<T>> {
  const known = new Map<string, Json | undefined>();
  for (let round = 1; ; round++) {
    const wanted = new Set<string>();
    const result = read({ path: '', root, files: { known, wanted } });
    if (wanted.size === 0 || known.size >= mostFiles || round > mostRounds) return { result, known };
    for (const path of wanted) known.set(path, await fileAt(path, beside));
  }
}

async function fileAt(path: string, beside: Beside): Promise<Json | undefined> {
  const bytes = await beside(path);
  const parsed = bytes && parseDocument(decodeText(bytes));
  return parsed && 'value' in parsed ? parsed.value : undefined;
}

const notThere = (path: string): string => l10n.t('The document refers to the file "{0}", which cannot be read.', path);
