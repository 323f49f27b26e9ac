// Builds the request of an operation from the connection and the values that the user gave; nothing is sent.
import * as l10n from '@vscode/l10n';
import type { Connection } from './connection.ts';
import type { Json } from './json.ts';
import type { OperationDetail, Parameter } from './model.ts';
import { failed, ok, type Header, type Outcome, type Request } from './request.ts';
import { encode, encodePath, headerValue, pathSegment, queryPairs } from './serialize.ts';
import { bracketed } from './serverBlock.ts';

/** Values for an operation's parameters and its body. */
export interface CallInput {
  readonly parameters: readonly GivenParameter[];
  /** The body's own text: it is sent byte for byte. */
  readonly body?: string;
}

export interface GivenParameter {
  readonly in: Parameter['in'];
  readonly name: string;
  readonly value: Json;
}

/** Fails with a sentence when a required value is missing or cannot be sent. */
export function buildRequest(
  connection: Connection,
  detail: OperationDetail,
  input: CallInput,
): Outcome<Request, string> {
  const given = detail.parameters.map((parameter) => ({ parameter, value: valueFor(parameter, input) }));
  const missing = given.find(
    ({ parameter, value }) => parameter.required && (value === undefined || (parameter.in === 'path' && value === '')),
  );
  if (missing)
    return failed(
      l10n.t('The parameter "{0}" ({1}) is required and has no value.', missing.parameter.name, missing.parameter.in),
    );
  const known = given.flatMap(({ parameter, value }) => (value === undefined ? [] : [{ parameter, value }]));
  const headers = [...contentHeaders(detail, input), ...parameterHeaders(known)];
  const unsendable = headers.find(([, value]) => !/^[\t\x20-\x7e\x80-\xff]*$/.test(value));
  if (unsendable)
    return failed(
      l10n.t('The header "{0}" holds a line break or a character that an HTTP header cannot carry.', unsendable[0]),
    );
  const query = known
    .filter(({ parameter }) => parameter.in === 'query')
    .map(({ parameter, value }) => queryPairs(parameter, value));
  return ok({
    method: detail.operation.method,
    url: withQuery(baseUrl(connection) + fillPath(detail.operation.path, known), query),
    headers,
    ...(input.body !== undefined && { body: new TextEncoder().encode(input.body) }),
  });
}

/** Protocol, host, port and base path; a base path has one slash in front and none behind. */
export function baseUrl({ protocol, host, port, basePath }: Connection): string {
  const path = basePath.replace(/^\/*(?=[^/])/, '/').replace(/\/+$/, '');
  return `${protocol}://${bracketed(host)}${port === undefined ? '' : `:${port}`}${encodePath(path)}`;
}

/** Some documents write a fixed query into the path itself. */
function withQuery(url: string, query: readonly string[]): string {
  return query.length > 0 ? `${url}${url.includes('?') ? '&' : '?'}${query.join('&')}` : url;
}

interface Known {
  readonly parameter: Parameter;
  readonly value: Json;
}

function valueFor(parameter: Parameter, input: CallInput): Json | undefined {
  return input.parameters.find((given) => given.in === parameter.in && given.name === parameter.name)?.value;
}

function fillPath(template: string, known: readonly Known[]): string {
  return template.replaceAll(/\{([^{}]*)\}|[^{]+|\{/g, (part, name?: string) => {
    if (name === undefined) return encodePath(part);
    const found = known.find(({ parameter }) => parameter.in === 'path' && parameter.name === name);
    return found ? pathSegment(found.parameter, found.value) : encode(part);
  });
}

/** `Accept` names every content type of the 2xx responses, as the platform's client does. */
function contentHeaders(detail: OperationDetail, input: CallInput): Header[] {
  const accept: Header = ['Accept', detail.accept.join(', ') || '*/*'];
  return input.body === undefined
    ? [accept]
    : [accept, ['Content-Type', detail.body?.contentType ?? 'application/json']];
}

/** Parameters called Accept, Content-Type or Authorization are ignored (OpenAPI 3.0.3 section 4.7.12.1). */
function parameterHeaders(known: readonly Known[]): Header[] {
  const own = known.filter(
    ({ parameter }) => parameter.in === 'header' && !/^(accept|content-type|authorization)$/i.test(parameter.name),
  );
  const cookies = known
    .filter(({ parameter }) => parameter.in === 'cookie')
    .map(({ parameter, value }) => queryPairs(parameter, value).replaceAll('&', '; '));
  const headers = own.map(({ parameter, value }): Header => [parameter.name, headerValue(parameter, value)]);
  return cookies.length > 0 ? [...headers, ['Cookie', cookies.join('; ')]] : headers;
}
