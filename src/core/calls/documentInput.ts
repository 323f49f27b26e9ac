// What a call document gives its call: parameters, body, and the files that it names with their content.
import * as l10n from '@vscode/l10n';
import { entriesOf, isOfKind, isPlace, withSpan, type CallDocument } from '../callDocuments/callDocument.ts';
import type { BodyValue, CallInput, GivenParameter, InputFile } from '../requests/callInput.ts';
import { isMap, mapValues } from '../exact.ts';
import { asString, get, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import { failed, ok, type Outcome } from '../request.ts';

/** Where a document names a file, and what it calls it. */
export interface NamedFile {
  readonly at: Path;
  /** Relative to the document. */
  readonly path: string;
}

/** All files that a call needs, each place once. */
export function filesOf({ value }: CallDocument): readonly NamedFile[] {
  return [...references(value)].map(({ at, path }) => ({ at, path }));
}

interface FileReference extends NamedFile {
  /** Of a form; without one it is the whole body. */
  readonly field?: string;
  readonly contentType?: string;
  readonly filename?: string;
}

function* references(value: JsonObject): Generator<FileReference> {
  const whole = get(value, 'bodyFile');
  if (whole !== undefined && isOfKind(whole, 'file')) yield reference(['bodyFile'], whole);
  for (const [field, files] of entriesOf(value, 'files')) {
    if (!isOfKind(files, 'files')) continue;
    if (!Array.isArray(files)) yield { ...reference(['files', field], files), field };
    else
      for (const [index, file] of files.entries()) yield { ...reference(['files', field, index], file as Json), field };
  }
}

function reference(at: Path, file: Json): FileReference {
  const contentType = asString(get(file, 'contentType'));
  const filename = asString(get(file, 'filename'));
  return {
    at,
    path: asString(file) ?? asString(get(file, 'path')) ?? '',
    ...(contentType !== undefined && { contentType }),
    ...(filename !== undefined && { filename }),
  };
}

/** What a call is given. `files` has the content of each path that `filesOf` names; one that is missing is a problem. */
export function inputOf(
  document: CallDocument,
  files: ReadonlyMap<string, Uint8Array> = new Map(),
): Outcome<CallInput, readonly Problem[]> {
  const { value, contentType, root } = document;
  const missing = filesOf(document).filter(({ path }) => !files.has(path));
  const problems = [...document.problems, ...missing.map((file) => withSpan(missingFile(file), root))];
  if (problems.length > 0) return failed(problems);
  const accept = asString(get(value, 'accept'));
  const body = bodyOf(value, files);
  return ok({
    parameters: parametersOf(value),
    ...(contentType !== undefined && { contentType }),
    ...(accept !== undefined && { accept }),
    ...(body !== undefined && { body }),
    ...(get(value, 'unchecked') === true && { unchecked: true }),
  });
}

function missingFile({ at, path }: NamedFile): Problem {
  const message = l10n.t('The file "{0}" could not be read. Paths are relative to this document.', path);
  return { code: 'file-missing', severity: 'error', message, path: at };
}

function parametersOf(value: JsonObject): GivenParameter[] {
  return entriesOf(value, 'parameters').flatMap(([place, given]) =>
    isPlace(place) && isMap(given)
      ? Object.entries(given).map(([name, each]): GivenParameter => ({ in: place, name, value: each }))
      : [],
  );
}

/** A value is written in the content type's form, also where files alone make up the fields. */
function bodyOf(value: JsonObject, files: ReadonlyMap<string, Uint8Array>): CallInput['body'] {
  const all = [...references(value)].map((file) => ({ ...file, bytes: files.get(file.path) ?? new Uint8Array() }));
  const whole = all.find(({ field }) => field === undefined);
  if (whole) return { file: asFile(whole) };
  const parts = all.flatMap((file) => (file.field === undefined ? [] : [{ ...asFile(file), field: file.field }]));
  const given = get(value, 'body');
  if (given === undefined && parts.length === 0) return undefined;
  return { value: given === undefined ? {} : given, ...(parts.length > 0 && { files: parts }), ...headersOf(value) };
}

function asFile({ path, bytes, contentType, filename }: FileReference & Pick<InputFile, 'bytes'>): InputFile {
  return {
    path,
    bytes,
    ...(contentType !== undefined && { contentType }),
    ...(filename !== undefined && { filename }),
  };
}

function headersOf(value: JsonObject): Pick<BodyValue, 'partHeaders'> {
  const headers = get(value, 'partHeaders');
  return isMap(headers)
    ? { partHeaders: mapValues(headers, (each) => each) as NonNullable<BodyValue['partHeaders']> }
    : {};
}
