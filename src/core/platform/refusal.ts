// Makes a sentence of everything that a platform answers when it does not do what was asked: strings, arrays, objects, pages.
import * as l10n from '@vscode/l10n';
import { excerpt } from '../excerpt.ts';
import { explain } from '../failures/explain.ts';
import { asArray, asString, get, isObject, parseJson, type Json } from '../json.ts';
import type { Answer, Failure, Request } from '../request.ts';
import { denied, type Asked } from './denied.ts';
import type { Fault, Refusal } from './platform.ts';
import { readFaults } from './readAnswers.ts';

/** Beyond this, what a server says helps nobody. */
const longest = 300;
const mostFaults = 3;

export function unreachable(failure: Failure, request: Request): Refusal {
  const { protocol, hostname, port } = new URL(request.url);
  const scheme = protocol === 'http:' ? 'http' : 'https';
  const server = {
    protocol: scheme,
    host: hostname,
    ...(port !== '' && { port: Number(port) }),
    base_path: '',
  } as const;
  const connection = { protocol: scheme, host: hostname, port: server.port, basePath: '' } as const;
  const [problem] = explain({ request, exchange: failure, connection, model: { server } });
  const message = problem?.message ?? `${failure.message} (${failure.code})`;
  return { kind: 'unreachable', message, short: shortly(failure) };
}

/** For a row of a tree that already names the platform. */
function shortly({ code }: Failure): string {
  if (code === 'ECONNREFUSED') return l10n.t('refuses the connection');
  if (/^(ENOTFOUND|ENODATA|ENONAME|EAI_)/.test(code)) return l10n.t('name not found');
  if (/TIME?OUT/.test(code)) return l10n.t('does not answer in time');
  if (/^(UND_ERR_SOCKET|ECONNRESET|ECONNABORTED|EPIPE)$/.test(code)) return l10n.t('cuts the connection');
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code)) return l10n.t('certificate not trusted');
  return l10n.t('no connection ({0})', code);
}

/** Errors are mostly HTTP 500, so the words decide before the status does. */
export function refusalOf(answer: Pick<Answer, 'status' | 'statusText' | 'body'>, asked: Asked): Refusal {
  const { status } = answer;
  const value = parseJson(new TextDecoder().decode(answer.body));
  const words = wordsIn(value, answer);
  const kind = kindOf(status, words);
  if (kind === 'denied') return { ...denied(asked), status };
  const faults = kind === 'failed' ? readFaults(value) : undefined;
  const why = faults ? listed(faults) : words;
  const message = l10n.t('{0}: {1}', asked.what, why === '' ? statusLine(answer) : why);
  return { kind: faults ? 'invalid' : kind, message: sentence(message), status, ...(faults && { faults }) };
}

function kindOf(status: number, words: string): Refusal['kind'] {
  if (status === 403 || /\bpermission|not (authorized|allowed)|forbidden|access denied/i.test(words)) return 'denied';
  if (status === 401) return 'signed-out';
  if (/already exists/i.test(words) || status === 409) return 'exists';
  if (/does not exist|cannot find|not found/i.test(words) || status === 404) return 'missing';
  return 'failed';
}

/** A string, the message of an object however deep it sits, or the text of an answer that is no JSON. */
function wordsIn(value: Json | undefined, { body }: Pick<Answer, 'body'>): string {
  if (value === undefined) {
    const text = new TextDecoder().decode(body.subarray(0, 2048)).trim();
    return /^</.test(text) ? l10n.t('an HTML page came back instead of an answer') : excerpt(text, longest);
  }
  return excerpt(messageIn(value, 0), longest);
}

const keys = ['message', 'displayString', 'error', 'error_description', 'IAPerror', 'errors', 'data', 'detail'];

function messageIn(value: Json, depth: number): string {
  if (typeof value === 'string') return value;
  if (depth > 4) return '';
  if (Array.isArray(value)) return messageIn(asArray(value)[0] ?? '', depth + 1);
  if (!isObject(value)) return '';
  for (const key of keys) {
    const found = messageIn(get(value, key) ?? '', depth + 1);
    if (found !== '') return found;
  }
  return '';
}

function listed(faults: readonly Fault[]): string {
  const shown = faults.slice(0, mostFaults).map(({ pointer, message }) => `${pointer} ${message}`.trim());
  const more = faults.length - shown.length;
  return excerpt(shown.join('; '), longest) + (more > 0 ? l10n.t(' (and {0} more)', more) : '');
}

const statusLine = ({ status, statusText }: Pick<Answer, 'status' | 'statusText'>): string =>
  l10n.t('the platform answered {0} {1}', status, statusText).trim();

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** Of a token endpoint (RFC 6749 section 5.2): the code with its description. */
export function oauthWords(value: Json | undefined): string {
  return [asString(get(value, 'error')), asString(get(value, 'error_description'))].filter(Boolean).join(': ');
}
