// The platform's standard response body, made from an answer and written as JSON without touching the body's own numbers.
import { format } from 'jsonc-parser';
import { decodeBody, isBinary, isCut } from '../requests/decodeBody.ts';
import { defineOwn, parseJson } from '../json.ts';
import { lazyProperties } from '../lazy.ts';
import { redactHeaders, type Redact } from '../secrets/redact.ts';
import type { Report, StandardResponse } from '../report.ts';
import type { Answer, Header, Request } from '../request.ts';

/** The documented fields: ok, method, url, status, statusText, headers, body. What has to be redacted is made when it is looked at. */
export function standardResponse(request: Request, answer: Answer, redact: Redact): StandardResponse {
  const { status } = answer;
  const known = { ok: status >= 200 && status < 300, method: request.method, status };
  return withRedacted(known, { request, answer, redact });
}

interface From {
  readonly request: Request;
  readonly answer: Answer;
  readonly redact: Redact;
}

const withRedacted = lazyProperties<From, Pick<StandardResponse, 'url' | 'statusText' | 'headers' | 'body'>>({
  url: ({ request, answer, redact }) => redact(answer.url ?? request.url),
  statusText: ({ answer, redact }) => redact(answer.statusText),
  headers: ({ answer, redact }) => headerObject(redactHeaders(answer.headers, redact)),
  body: ({ answer, redact }) => redact(bodyText(answer)) + (isCut(answer) ? '…' : ''),
});

/** Characters up to which a response is laid out anew; a longer one stays as the server wrote it. */
const longestFormatted = 200_000;

/** The response as JSON text: a JSON body stands in it with its own digits, any other body as a string. */
export const responseText = ({ response }: Report): string =>
  laidOut(typeof response === 'string' ? JSON.stringify(response) : compact(response));

/** The same with the trace of every request as `debug`; beside it a string, of a call without an answer, is the `error`. */
export function resultText(report: Report): string {
  const { response, debug } = report;
  if (!debug || debug.exchanges.length === 0) return responseText(report);
  const head = typeof response === 'string' ? `{"error":${JSON.stringify(response)}` : compact(response).slice(0, -1);
  return laidOut(`${head},"debug":${JSON.stringify(debug)}}`);
}

function compact(response: StandardResponse): string {
  const { ok, method, url, status, statusText, headers, body } = response;
  const isJson = /[/+]json\b/i.test(contentType(response)) && parseJson(body) !== undefined;
  const head = JSON.stringify({ ok, method, url, status, statusText, headers }).slice(0, -1);
  return `${head},"body":${isJson ? body : JSON.stringify(body)}}`;
}

const laidOut = (text: string): string => (text.length > longestFormatted ? text : pretty(text));

/** In one pass: the library's own function copies the whole text for every edit. */
function pretty(text: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const { offset, length, content } of format(text, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' })) {
    parts.push(text.slice(end, offset), content);
    end = offset + length;
  }
  return parts.join('') + text.slice(end);
}

/** A repeated header is a list, as in the platform's own responses. */
function headerObject(headers: readonly Header[]): StandardResponse['headers'] {
  const object: Record<string, string | string[]> = {};
  for (const [name, value] of headers) {
    const seen = Object.hasOwn(object, name) ? object[name] : undefined;
    defineOwn(object, name, seen === undefined ? value : [seen, value].flat());
  }
  return object;
}

function bodyText(answer: Answer): string {
  const { body, headers } = answer;
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  return isBinary(body, type) ? binaryNote(answer, type) : decodeBody(body, type);
}

function binaryNote({ body, saved }: Answer, type: string): string {
  const head = Array.from(body.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const hash = saved ? `, SHA-256 ${saved.sha256}` : '';
  return `<${type || 'binary'}, ${saved?.size ?? body.length} bytes${hash}: ${head} …>`;
}

function contentType({ headers }: StandardResponse): string {
  return [headers['content-type'] ?? ''].flat().join(' ');
}
