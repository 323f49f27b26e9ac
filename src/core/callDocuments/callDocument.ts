// Reads a call document (`NAME.call.json`): one call of an operation with everything that it is given.
import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import { exactValue, isMap } from '../exact.ts';
import { asString, findNode, get, nestedTooDeeply, readJsonText, type Json, type JsonObject } from '../json.ts';
import type { Parameter } from '../model.ts';
import type { Path } from '../pointer.ts';
import type { Problem } from '../problem.ts';

export interface CallDocument {
  /** Name of the integration that is called; empty where the text has none. */
  readonly integration: string;
  /** Id of the operation, as the model has it. */
  readonly operation: string;
  /** The security scheme that is used, where the document chooses. */
  readonly scheme: string | undefined;
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
  const syntax = errors.map(({ message: error, offset, length }): Problem => {
    const message = l10n.t('The JSON has a syntax error: {0}.', error);
    return { code: 'syntax', severity: 'error', message, path: [], span: { offset, length } };
  });
  const deep = root && exact === undefined ? [tooDeep()] : [];
  const shape = [...(isMap(exact) ? [] : [wrongKind([], 'object')]), ...wrongKinds(value)];
  return {
    integration: asString(value['integration']) ?? '',
    operation: asString(value['operation']) ?? '',
    scheme: asString(value['scheme']),
    contentType: asString(value['contentType']),
    value,
    root,
    problems: syntax.length + deep.length > 0 ? [...syntax, ...deep] : shape.map((problem) => withSpan(problem, root)),
  };
}

function tooDeep(): Problem {
  return { code: 'syntax', severity: 'error', message: nestedTooDeeply(), path: [], span: { offset: 0, length: 1 } };
}

type Kind = 'string' | 'object' | 'boolean' | 'file' | 'files';

const kinds: Readonly<Record<string, Kind>> = {
  integration: 'string',
  operation: 'string',
  scheme: 'string',
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
export const isPlace = (key: string): key is Parameter['in'] => places.includes(key);

export function entriesOf(value: JsonObject, key: string): [string, Json][] {
  const found = get(value, key);
  return isMap(found) ? Object.entries(found) : [];
}

function kindProblems(path: Path, value: Json | undefined, kind: Kind): Problem[] {
  if (value === undefined || isOfKind(value, kind)) return [];
  return [wrongKind(path, kind)];
}

export function isOfKind(value: Json, kind: Kind): boolean {
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
export function withSpan(problem: Problem, root: Node | undefined): Problem {
  for (let length = problem.path.length; length >= 0; length--) {
    const node = findNode(root, problem.path.slice(0, length));
    if (node) return { ...problem, span: { offset: node.offset, length: node.length } };
  }
  return problem;
}
