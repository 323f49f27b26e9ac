// Builds the request of an operation from the connection and the values that the user gave; nothing is sent.
import * as l10n from '@vscode/l10n';
import { buildBody, type BuiltBody } from './buildBody.ts';
import type { CallInput, GivenParameter } from './callInput.ts';
import type { Connection } from '../connection.ts';
import { encodePath } from './encode.ts';
import { readExact } from '../exact.ts';
import {
  brokenInput,
  headerProblems,
  inputNotes,
  isDeclared,
  isIgnored,
  parameterPath,
  problem,
  unfitInput,
  type Known,
} from './inputProblems.ts';
import type { Json } from '../json.ts';
import type { OperationDetail, Parameter } from '../model.ts';
import type { Path } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import { failed, ok, type Header, type Outcome, type Request } from '../request.ts';
import { typesOf } from '../schema/schemaTypes.ts';
import { cookiePairs, headerValue, pathSegment, queryPairs } from './serialize.ts';
import { bracketed } from '../serverBlock.ts';

/** Fails with everything that is missing, does not fit the model or cannot be sent, each at its place in the input. */
export function buildRequest(
  connection: Connection,
  detail: OperationDetail,
  input: CallInput,
): Outcome<Request, readonly Problem[]> {
  const known = knownValues(detail, input);
  const body = buildBody(detail, input);
  const path = fillPath(detail, known);
  const headers = parameterHeaders(known);
  const problems = [
    ...brokenInput(detail, input, known),
    ...(input.unchecked ? [] : unfitInput(detail, input, known)),
    ...path.problems,
    ...headers.flatMap(([name, value]) => headerProblems(headerPath(name), name, value)),
    ...(body.ok ? [] : [body.failure]),
  ];
  if (!body.ok || problems.length > 0) return failed(problems);
  const request = {
    method: detail.operation.method,
    url: withQuery(baseUrl(connection) + path.text, queryOf(known)),
    headers: lastOfEach([...contentHeaders(detail, input, body.value), ...headers]),
  };
  return ok(body.value ? { ...request, body: body.value.bytes } : request);
}

/** What people should know of an input that a request was built from. */
export function notesOn(detail: OperationDetail, input: CallInput): readonly string[] {
  return input.unchecked ? [] : [...new Set(inputNotes(detail, input, knownValues(detail, input)))];
}

/** Protocol, host, port and base path; a base path has one slash in front and none behind. */
export function baseUrl({ protocol, host, port, basePath }: Connection): string {
  const path = basePath.replace(/^\/*(?=[^/])/, '/').replace(/\/+$/, '');
  return `${protocol}://${bracketed(host)}${port === undefined ? '' : `:${port}`}${encodePath(path)}`;
}

/** Some documents write a fixed query into the path itself. */
function withQuery(url: string, query: string): string {
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

/** Even where reserved characters are allowed "#" would end the address, and what follows would not be sent. */
function queryOf(known: readonly Known[]): string {
  return known
    .filter(({ parameter }) => parameter.in === 'query')
    .map(({ parameter, value }) => queryPairs(parameter, value))
    .filter((pairs) => pairs !== '')
    .join('&')
    .replaceAll('#', '%23');
}

/** In the model's order; what it does not declare follows, where that is asked for. `null` means no value. */
function knownValues({ parameters }: OperationDetail, { parameters: given, unchecked }: CallInput): Known[] {
  const declared = parameters.flatMap((parameter) => {
    const found = given.find(({ in: place, name }) => parameter.in === place && parameter.name === name);
    return found && isValue(parameter, found.value) ? [{ parameter, value: fitted(parameter, found.value) }] : [];
  });
  const others = given.filter((each) => !isDeclared(parameters, each) && !isIgnored(each));
  return unchecked ? [...declared, ...others.map(asDeclared)] : declared;
}

const isValue = ({ contentType, style }: Parameter, value: Json): boolean =>
  value !== null || contentType !== undefined || style === 'matrix';

const asDeclared = ({ in: place, name, value }: GivenParameter): Known => ({
  parameter: {
    ...{ name, in: place, required: false, description: '', schema: {}, allowReserved: false },
    style: place === 'query' || place === 'cookie' ? 'form' : 'simple',
    explode: place === 'query',
  },
  value,
});

/** A text for what cannot be a text is JSON: a list that was typed, a number out of the environment. */
function fitted({ schema }: Parameter, value: Json): Json {
  if (typeof value !== 'string') return value;
  const types = typesOf(schema);
  return types.length === 0 || types.includes('string') ? value : (readExact(value) ?? value);
}

interface Filled {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** What stands in braces and is no parameter must not go out, nor may a value climb up in the path. */
function fillPath({ operation, parameters }: OperationDetail, known: readonly Known[]): Filled {
  const problems: Problem[] = [];
  const text = operation.path.replaceAll(/\{([^{}]*)\}|[^{]+|\{/g, (part, name?: string) => {
    if (name === undefined) return encodePath(part);
    const found = known.find(({ parameter }) => parameter.in === 'path' && parameter.name === name);
    if (found) return pathSegment(found.parameter, found.value);
    if (!parameters.some((parameter) => parameter.in === 'path' && parameter.name === name))
      problems.push(unfilled(name));
    return encodePath(part);
  });
  const climbing = isClimbing(operation.path) ? undefined : known.find(isDots);
  return { text, problems: isClimbing(text) && climbing ? [...problems, climbs(climbing)] : problems };
}

const isClimbing = (path: string): boolean => /(?:^|\/)\.\.?(?=\/|$)/.test(path);
/** A list of one is written like the item itself. */
const isDots = ({ parameter, value }: Known): boolean =>
  parameter.in === 'path' && /^\.\.?$/.test(pathSegment(parameter, value));

function unfilled(name: string): Problem {
  const message = l10n.t('The path has a placeholder "{0}" that is no parameter of the operation.', `{${name}}`);
  return problem('placeholder-unresolved', ['parameters', 'path', name], message);
}

/** Servers and proxies resolve such parts, encoded or not (RFC 3986 section 5.2.4): another operation would be called. */
function climbs({ parameter }: Known): Problem {
  const message = l10n.t(
    '"." and ".." cannot be the value of "{0}": servers take them for another path.',
    parameter.name,
  );
  return problem('path-dots', parameterPath(parameter), message);
}

/** `Accept` names every content type of the 2xx responses, as the platform's client does. */
function contentHeaders(detail: OperationDetail, input: CallInput, body: BuiltBody | undefined): Header[] {
  const accept: Header = ['Accept', input.accept ?? (detail.accept.join(', ') || '*/*')];
  return body ? [accept, ['Content-Type', body.contentType]] : [accept];
}

/** RFC 6265 section 5.4: there is one `Cookie` header at most. */
function parameterHeaders(known: readonly Known[]): Header[] {
  const own = known.filter(({ parameter }) => parameter.in === 'header' && !isOfTheWire(parameter.name));
  const headers = own.map(({ parameter, value }): Header => [parameter.name, headerValue(parameter, value)]);
  const cookies = [
    ...headers.filter(([name]) => isCookie(name)).map(([, value]) => value),
    ...known
      .filter(({ parameter }) => parameter.in === 'cookie')
      .map(({ parameter, value }) => cookiePairs(parameter, value)),
  ].filter((pairs) => pairs !== '');
  const others = headers.filter(([name]) => !isCookie(name));
  return cookies.length > 0 ? [...others, ['Cookie', cookies.join('; ')]] : others;
}

const isCookie = (name: string): boolean => name.toLowerCase() === 'cookie';

const headerPath = (name: string): Path =>
  name === 'Cookie' ? ['parameters', 'cookie'] : ['parameters', 'header', name];

/** Length and connection follow from the request itself. */
const isOfTheWire = (name: string): boolean => /^(content-length|transfer-encoding|connection)$/i.test(name);

/** Swagger 2.0 may declare `Accept` and `Content-Type` as parameters: theirs count. */
function lastOfEach(headers: readonly Header[]): readonly Header[] {
  const places = new Map(headers.map(([name], index) => [name.toLowerCase(), index]));
  return headers.filter(([name], index) => places.get(name.toLowerCase()) === index);
}
