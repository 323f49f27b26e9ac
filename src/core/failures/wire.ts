// Why bytes went out or came in that are no proper HTTP.
import * as l10n from '@vscode/l10n';
import type { Failure } from '../request.ts';
import { credentials, hostOf, type Case } from './case.ts';
import { hasCode, says, useProtocol, type Row } from './row.ts';

const isParserError = says(/^(HPE_|HTTPParserError)/);
/** A TLS server answers plain text with an alert record: type 21, version 3.x. */
const isTlsAlert = ({ exchange }: Case<Failure>): boolean => (exchange.received ?? '').startsWith('\u0015\u0003');

export const wireRows: readonly Row<Failure>[] = [
  {
    code: 'http-to-tls-port',
    when: (call) => isParserError(call) && isTlsAlert(call),
    path: ['server', 'protocol'],
    what: ({ request }) => l10n.t('{0} expects TLS on this port', hostOf(request)),
    help: () => l10n.t('Change the protocol to https.'),
    fixes: () => [useProtocol('https')],
  },
  {
    code: 'headers-too-large',
    when: hasCode('UND_ERR_HEADERS_OVERFLOW', 'HPE_HEADER_OVERFLOW'),
    path: ['server'],
    what: ({ request }) => l10n.t('the headers of the answer of {0} are larger than 64 KB', hostOf(request)),
    help: () => l10n.t('The service, or a proxy in front of it, sends far too many headers or cookies.'),
  },
  {
    code: 'answer-malformed',
    when: (call) => isParserError(call) && ruleOf(call) !== '',
    path: ['server'],
    what: (call) => l10n.t('the answer of {0} breaks a rule of HTTP: {1}', hostOf(call.request), ruleOf(call)),
    help: () => l10n.t('The service, or a proxy in front of it, sends broken headers or chunks.'),
  },
  {
    code: 'not-http',
    when: isParserError,
    path: ['server', 'port'],
    what: ({ request, exchange }) =>
      exchange.received
        ? l10n.t('{0} answered with something that is not HTTP: “{1}”', hostOf(request), readable(exchange.received))
        : l10n.t('{0} answered with something that is not HTTP', hostOf(request)),
    help: () => l10n.t('Another service listens on this port, or its answer is broken: check the port.'),
  },
  {
    code: 'body-undecodable',
    when: says(/^(Z_|ERR__ERROR|ERR_BROTLI|ERR_PADDING|ERR_ZLIB)/),
    path: ['server'],
    what: ({ request, exchange }) =>
      l10n.t('the answer of {0} is not packed in the way it says ({1})', hostOf(request), exchange.message),
    help: () => l10n.t('The service, or a proxy in front of it, sends a wrong Content-Encoding header.'),
  },
  {
    code: 'header-invalid',
    when: (call) => hasCode('UND_ERR_INVALID_ARG', 'UND_ERR_NOT_SUPPORTED')(call) && headerIn(call) !== '',
    path: (call) => (isCredential(call) ? credentials(call) : []),
    what: (call) => l10n.t('the header {0} cannot be sent as it is', headerIn(call)),
    help: () =>
      l10n.t(
        'Its value holds a line break or a character that HTTP does not allow; a copied secret often ends in a line break.',
      ),
  },
  {
    code: 'request-invalid',
    when: hasCode('UND_ERR_INVALID_ARG', 'UND_ERR_NOT_SUPPORTED'),
    path: [],
    what: ({ exchange }) => l10n.t('the request cannot be sent as it is: {0}', exchange.message),
    help: () => l10n.t('Check the path, the parameters and the base path for characters that must be encoded.'),
  },
  {
    code: 'content-length-wrong',
    when: hasCode('UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'),
    path: [],
    what: () => l10n.t('the Content-Length header does not fit the body'),
    help: () => l10n.t('Leave the header out: it is set from the body.'),
  },
  {
    code: 'answer-length-wrong',
    when: hasCode('UND_ERR_RES_CONTENT_LENGTH_MISMATCH'),
    path: ['server'],
    what: ({ request }) => l10n.t('the answer of {0} is not as long as its Content-Length says', hostOf(request)),
    help: () =>
      l10n.t('The service, or a proxy in front of it, sends a wrong length, two of them, or one beside chunks.'),
  },
  {
    code: 'call-failed',
    when: () => true,
    path: ['server'],
    what: ({ exchange }) => l10n.t('the call failed: {0}', exchange.message),
    help: () => l10n.t('The log shows each step of the call.'),
  },
];

/** What the parser says of an answer that is HTTP by its first word: `Invalid header token`. */
const ruleOf = ({ exchange }: Case<Failure>): string =>
  /^(?:Response does not match [^(]*\(|Parse Error: )(?!Expected HTTP)(.+?)\)?$/.exec(exchange.message)?.[1] ?? '';

const headerIn = ({ exchange }: Case<Failure>): string =>
  /^invalid ([\w-]+) header$|^(expect) header/.exec(exchange.message)?.slice(1).find(Boolean) ?? '';

function isCredential(call: Case<Failure>): boolean {
  const { scheme } = call;
  const name = scheme?.type === 'apiKey' ? (scheme.in === 'cookie' ? 'cookie' : scheme.parameter) : 'authorization';
  return scheme !== undefined && headerIn(call).toLowerCase() === name.toLowerCase();
}

/** Printable, and short enough for a sentence. */
const readable = (text: string): string =>
  text
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 40);
