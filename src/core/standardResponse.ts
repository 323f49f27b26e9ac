// The platform's standard response body, made from an answer and written as JSON without touching the body's own numbers.
import { applyEdits, format } from 'jsonc-parser';
import { parseJson } from './json.ts';
import { redactHeaders } from './redact.ts';
import type { Report, StandardResponse } from './report.ts';
import type { Answer, Header, Request } from './request.ts';

/** The documented fields: ok, method, url, status, statusText, headers, body. */
export function standardResponse(request: Request, answer: Answer, redact: (text: string) => string): StandardResponse {
  return {
    ok: answer.status >= 200 && answer.status < 300,
    method: request.method,
    url: redact(request.url),
    status: answer.status,
    statusText: answer.statusText,
    headers: headerObject(redactHeaders(answer.headers, redact)),
    body: redact(bodyText(answer)) + (answer.truncated ? '…' : ''),
  };
}

/** The response as JSON text: a JSON body stands in it with its own digits, any other body as a string. */
export function responseText({ response }: Report): string {
  if (typeof response === 'string') return JSON.stringify(response);
  const { body, ...rest } = response;
  const isJson = /[/+]json\b/i.test(contentType(response)) && parseJson(body) !== undefined;
  const text = JSON.stringify(rest).replace(/\}$/, `,"body":${isJson ? body : JSON.stringify(body)}}`);
  return applyEdits(text, format(text, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' }));
}

/** A repeated header is a list, as in the platform's own responses. */
function headerObject(headers: readonly Header[]): StandardResponse['headers'] {
  const object = new Map<string, string | string[]>();
  for (const [name, value] of headers) {
    const seen = object.get(name);
    object.set(name, seen === undefined ? value : [seen, value].flat());
  }
  return Object.fromEntries(object);
}

function bodyText({ body, headers }: Answer): string {
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  if (isBinary(body)) return binaryNote(body, type);
  const charset = /charset="?([\w-]+)/i.exec(type)?.[1];
  return decode(body, charset);
}

/** A zero byte never stands in text of an encoding that HTTP APIs use. */
const isBinary = (body: Uint8Array): boolean => body.subarray(0, 1024).includes(0);

function binaryNote(body: Uint8Array, type: string): string {
  const head = Array.from(body.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return `<${type || 'binary'}, ${body.length} bytes: ${head} …>`;
}

function decode(body: Uint8Array, charset: string | undefined): string {
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

function contentType({ headers }: StandardResponse): string {
  return [headers['content-type'] ?? ''].flat().join(' ');
}
