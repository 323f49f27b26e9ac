// The platform's standard response body, made from an answer and written as JSON without touching the body's own numbers.
import { format } from 'jsonc-parser';
import { decodeBody, isBinary, isCut } from './decodeBody.ts';
import { defineOwn, parseJson } from './json.ts';
import { redactHeaders, type Redact } from './redact.ts';
import type { Report, StandardResponse } from './report.ts';
import type { Answer, Header, Request } from './request.ts';

/** The documented fields: ok, method, url, status, statusText, headers, body. What has to be redacted is made when it is looked at. */
export function standardResponse(request: Request, answer: Answer, redact: Redact): StandardResponse {
  let headers: StandardResponse['headers'] | undefined;
  let body: string | undefined;
  return {
    ok: answer.status >= 200 && answer.status < 300,
    method: request.method,
    get url() {
      return redact(answer.url ?? request.url);
    },
    status: answer.status,
    get statusText() {
      return redact(answer.statusText);
    },
    get headers() {
      return (headers ??= headerObject(redactHeaders(answer.headers, redact)));
    },
    get body() {
      return (body ??= redact(bodyText(answer)) + (isCut(answer) ? '…' : ''));
    },
  };
}

/** Characters up to which a response is laid out anew; a longer one stays as the server wrote it. */
const longestFormatted = 200_000;

/** The response as JSON text: a JSON body stands in it with its own digits, any other body as a string. */
export function responseText({ response }: Report): string {
  if (typeof response === 'string') return JSON.stringify(response);
  const { body, ...rest } = response;
  const isJson = /[/+]json\b/i.test(contentType(response)) && parseJson(body) !== undefined;
  const head = JSON.stringify(rest).slice(0, -1);
  const text = `${head},"body":${isJson ? body : JSON.stringify(body)}}`;
  return text.length > longestFormatted ? text : pretty(text);
}

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
