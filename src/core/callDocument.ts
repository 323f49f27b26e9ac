// Reads a call document (`NAME.call.json`): one call of an operation with everything that it is given.
import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import type { BodyValue, CallInput, GivenParameter, InputFile } from './callInput.ts';
import { exactValue, isMap, mapValues } from './exact.ts';
import { asString, findNode, get, readJsonText, type Json, type JsonObject } from './json.ts';
import type { Parameter } from './model.ts';
import type { Path } from './pointer.ts';
import type { Problem } from './problem.ts';
import { failed, ok, type Outcome } from './request.ts';

export interface CallDocument {
  /** Name of the integration that is called; empty where the text has none. */
  readonly integration: string;
  /** Id of the operation, as the model has it. */
  readonly operation: string;
  /** The one that the body is written in, where the document chooses. */
  readonly contentType: string | undefined;
  /** Numbers in it keep their digits. */
  readonly value: JsonObject;
  readonly root: Node | undefined;
  /** What keeps the document from being a call: syntax, and values of a wrong kind. */
  readonly problems: readonly Problem[];
}

/** Understands what it can of any text. */
export function readCallDocument(text: string): CallDocument {
  const own = text.replace(/^\uFEFF/, ' ');
  const { root, errors } = readJsonText(own);
  const exact = root && exactValue(root, own);
  const value = isMap(exact) ? exact : {};
  const syntax = errors.map(({ offset, length }): Problem => {
    const message = l10n.t('The JSON has a syntax error.');
    return { code: 'syntax', severity: 'error', message, path: [], span: { offset, length } };
  });
  const shape = [...(isMap(exact) ? [] : [wrongKind([], 'object')]), ...wrongKinds(value)];
  return {
    integration: asString(value['integration']) ?? '',
    operation: asString(value['operation']) ?? '',
    contentType: asString(value['contentType']),
    value,
    root,
    problems: syntax.length > 0 ? syntax : shape.map((problem) => withSpan(problem, root)),
  };
}

type Kind = 'string' | 'object' | 'boolean' | 'file' | 'files';

const kinds: Readonly<Record<string, Kind>> = {
  integration: 'string',
  operation: 'string',
  parameters: 'object',
  contentType: 'string',
  accept: 'string',
  bodyFile: 'file',
  files: 'object',
  partHeaders: 'object',
  unchecked: 'boolean',
};

function wrongKinds(value: JsonObject): Problem[] {
  const missing = ['integration', 'operation'].filter((key) => get(value, key) === undefined || value[key] === '');
  const own = Object.entries(kinds).flatMap(([key, kind]) => kindProblems([key], get(value, key), kind));
  const places = entriesOf(value, 'parameters').flatMap(([place, given]) =>
    isPlace(place) ? kindProblems(['parameters', place], given, 'object') : [unknownKey(['parameters', place])],
  );
  const files = entriesOf(value, 'files').flatMap(([field, file]) => kindProblems(['files', field], file, 'files'));
  const headers = entriesOf(value, 'partHeaders').flatMap(([part, given]) => [
    ...kindProblems(['partHeaders', part], given, 'object'),
    ...Object.entries(isMap(given) ? given : {}).flatMap(([name, header]) =>
      kindProblems(['partHeaders', part, name], header, 'string'),
    ),
  ]);
  const unknown = Object.keys(value).filter((key) => key !== 'body' && key !== '$schema' && !Object.hasOwn(kinds, key));
  return [
    ...missing.map(missingKey),
    ...own,
    ...places,
    ...files,
    ...headers,
    ...unknown.map((key) => unknownKey([key])),
  ];
}

const places: readonly string[] = ['path', 'query', 'header', 'cookie'];
const isPlace = (key: string): key is Parameter['in'] => places.includes(key);

function entriesOf(value: JsonObject, key: string): [string, Json][] {
  const found = get(value, key);
  return isMap(found) ? Object.entries(found) : [];
}

function kindProblems(path: Path, value: Json | undefined, kind: Kind): Problem[] {
  if (value === undefined || isOfKind(value, kind)) return [];
  return [wrongKind(path, kind)];
}

function isOfKind(value: Json, kind: Kind): boolean {
  if (kind === 'object') return isMap(value);
  if (kind === 'files') return [value].flat().every((each: Json) => isOfKind(each, 'file'));
  if (kind === 'file') return (asString(value) ?? asString(get(value, 'path')) ?? '') !== '';
  return typeof value === kind;
}

function wrongKind(path: Path, kind: Kind): Problem {
  const messages: Record<Kind, string> = {
    string: l10n.t('A text is expected here.'),
    object: l10n.t('A JSON object is expected here.'),
    boolean: l10n.t('true or false is expected here.'),
    file: l10n.t('The path of a file is expected here, relative to this document.'),
    files: l10n.t('The path of a file is expected here, relative to this document, or a list of such.'),
  };
  return { code: 'call-kind', severity: 'error', message: messages[kind], path };
}

function missingKey(key: string): Problem {
  return { code: 'call-incomplete', severity: 'error', message: l10n.t('The call names no "{0}".', key), path: [key] };
}

function unknownKey(path: Path): Problem {
  const message = l10n.t('A call has no "{0}".', String(path.at(-1)));
  return { code: 'call-unknown-key', severity: 'error', message, path };
}

/** The characters of the value, or of its nearest existing parent. */
function withSpan(problem: Problem, root: Node | undefined): Problem {
  for (let length = problem.path.length; length >= 0; length--) {
    const node = findNode(root, problem.path.slice(0, length));
    if (node) return { ...problem, span: { offset: node.offset, length: node.length } };
  }
  return problem;
}

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
