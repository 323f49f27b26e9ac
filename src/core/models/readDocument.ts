// From the bytes of a file to its model or to one of its operations, with the files beside it as far as they are needed.
import * as l10n from '@vscode/l10n';
import { decodeText } from './decodeText.ts';
import { mostFiles, withFiles } from './filesBeside.ts';
import { duplicateKeys } from '../duplicateKeys.ts';
import { looksLikeJson, type Json, type JsonObject } from '../json.ts';
import type { Operation } from '../model.ts';
import type { ModelFile, OperationReading, Reading } from './modelReader.ts';
import type { Note } from '../note.ts';
import type { Part } from '../part.ts';
import { parseDocument } from './parseDocument.ts';
import { notOpenApi, readPart, unwrapModel } from './readModel.ts';
import { readOperation } from './readOperation.ts';

/** A parsed document, ready for more than one question. */
export interface OpenDocument {
  readonly root: JsonObject;
  /** What the text holds: the root, or what it is wrapped in. */
  readonly value: Json;
  readonly notes: readonly Note[];
}

export type Opened = OpenDocument | { readonly error: string };
type Beside = ModelFile['beside'];

/** Whoever has a faster way from bytes to text may bring it. */
export function openDocument(bytes: Uint8Array, decode = decodeText): Opened {
  const parsed = parseDocument(decode(bytes));
  if ('error' in parsed) return parsed;
  const root = unwrapModel(parsed.value);
  return root ? { root, ...parsed } : { error: notOpenApi(parsed.value) };
}

/** What a closer look finds that reading passes over: whoever is in a hurry has the model first. */
export function lookCloser({ value }: OpenDocument, bytes: Uint8Array, decode = decodeText): readonly Note[] {
  const text = decode(bytes);
  return looksLikeJson(text) ? duplicateKeys(text, value) : [];
}

export async function modelOf(document: OpenDocument, beside: Beside): Promise<Reading> {
  const { result, known, notes: look, complete } = await withFiles(document.root, beside, readPart);
  const files = [...known.keys()];
  if ('error' in result) return { ...result, ...(files.length > 0 && { files }) };
  const notes = [...document.notes, ...look(), ...(complete ? [] : [tooMany()])];
  return { model: result.model, notes, files };
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

function tooMany(): Note {
  const message = l10n.t('The document refers to more than {0} files; the others are not read.', mostFiles);
  return { code: 'too-many-files', message };
}
