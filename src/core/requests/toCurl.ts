// A request as a command for curl in a POSIX shell, without secrets.
import * as l10n from '@vscode/l10n';
import { textOf } from './bodyText.ts';
import { createRedactor, redactHeaders } from '../secrets/redact.ts';
import { MASK } from '../secrets/redactNames.ts';
import type { Header, Request } from '../request.ts';

export interface CurlOptions {
  /** Values that must not stand in the command. */
  readonly secrets: readonly string[];
  /** False adds `--insecure`. */
  readonly rejectUnauthorized?: boolean;
  /** `mask` writes dots for secrets; `variables` shell variables, so that the command runs where these are set. */
  readonly secretsAs?: 'mask' | 'variables';
  readonly transport?: CurlTransport;
  /** Where the body of a request is that cannot stand in a command: binary, or too long. */
  readonly bodyFile?: string;
}

/** What the call trusts and proves itself with. Certificates and keys do not stand in a command, only files with them. */
export interface CurlTransport {
  /** The integration holds a client certificate. */
  readonly clientCertificate?: boolean;
  /** The integration holds an authority's certificate. */
  readonly authority?: boolean;
  /** Files with the certificates of authorities, beside those that curl trusts. */
  readonly authorityFiles?: readonly string[];
}

/** One argument may have 128 KiB on Linux. */
const longestArgument = 100_000;

export function toCurl(request: Request, options: CurlOptions): string {
  const redact = createRedactor(options.secrets);
  const shell = createShell(options.secretsAs ?? 'mask');
  const headers = redactHeaders(request.headers, redact);
  const args = [
    ['--http1.1', '--globoff', '--path-as-is', ...(options.rejectUnauthorized === false ? ['--insecure'] : [])].join(
      ' ',
    ),
    request.method === 'HEAD' && !request.body ? '--head' : `--request ${shell.word(request.method)}`,
    ...authorityArgs(request, options),
    `--url ${shell.word(redact(request.url))}`,
    ...headers.map(([name, value]) => `--header ${shell.word(headerText([name, value]), name)}`),
    ...bodyArgs(request, options, (text) => shell.word(redact(text))),
  ];
  const comments = commentsOf(request, options).map((line) => `# ${line.replaceAll(/\s+/g, ' ')}\n`);
  return `${comments.join('')}${shell.preamble()}curl ${args.join(' \\\n  ')}`;
}

const isSecure = ({ url }: Request): boolean => /^https:/i.test(url);

/** curl takes one file, and it takes the place of those that it would trust otherwise. */
function authorityArgs(
  request: Request,
  { transport: { authority, authorityFiles = [] } = {} }: CurlOptions,
): string[] {
  const [file, ...others] = authorityFiles;
  return file === undefined || others.length > 0 || authority || !isSecure(request) ? [] : [`--cacert ${quote(file)}`];
}

function commentsOf(request: Request, { transport = {} }: CurlOptions): string[] {
  if (!isSecure(request)) return [];
  const { clientCertificate, authority, authorityFiles = [] } = transport;
  const several = authorityFiles.length + (authority ? 1 : 0) > 1;
  return [
    ...(clientCertificate
      ? [
          l10n.t(
            'This call shows the client certificate that the integration holds. Write it and its key into files, and add: {0}',
            '--cert FILE --key FILE',
          ),
        ]
      : []),
    ...(authority
      ? [
          l10n.t(
            'This call trusts the authority that the integration holds. Write its certificate into a file, and add: {0}',
            '--cacert FILE',
          ),
        ]
      : []),
    ...(several
      ? [l10n.t('curl takes one file of authorities. Put these into one: {0}', authorityFiles.join(', '))]
      : []),
  ];
}

/** Without a value curl would take the header away. */
const headerText = ([name, value]: Header): string => (value === '' ? `${name};` : `${name}: ${value}`);

function bodyArgs({ headers, body }: Request, options: CurlOptions, word: (text: string) => string): string[] {
  if (!body) return [];
  const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type');
  // curl would call it a form, and wait for leave to send a long one.
  const silent = [
    ...(isTyped ? [] : ["--header 'Content-Type:'"]),
    ...(body.length > longestArgument ? ["--header 'Expect:'"] : []),
  ];
  const text = body.length > longestArgument ? undefined : textOf(body);
  const file = `@${options.bodyFile ?? 'body.bin'}`;
  return [...silent, text === undefined ? `--data-binary ${quote(file)}` : `--data-raw ${word(text)}`];
}

interface Shell {
  /** One argument; `name` says what a secret in it would be called. */
  word(text: string, name?: string): string;
  /** Stops the command while a variable is not set. */
  preamble(): string;
}

function createShell(secretsAs: 'mask' | 'variables'): Shell {
  const names: string[] = [];
  const take = (name: string): string => {
    const plain = name.toUpperCase().replaceAll(/\W/g, '_').replace(/^\d/, '_$&');
    const same = names.filter((known) => known.replace(/_\d+$/, '') === plain).length;
    const free = same > 0 ? `${plain}_${same + 1}` : plain;
    names.push(free);
    return `"$${free}"`;
  };
  return {
    word: (text, name = 'SECRET') => {
      if (secretsAs === 'mask' || !text.includes(MASK)) return quote(text);
      const [first = '', ...others] = text.split(MASK);
      const rest = others.map((part) => take(name) + (part === '' ? '' : quote(part)));
      return (first === '' ? '' : quote(first)) + rest.join('');
    },
    preamble: () => (names.length > 0 ? `: ${names.map((name) => `"\${${name}:?}"`).join(' ')} &&\n` : ''),
  };
}

/** Within single quotes a POSIX shell changes nothing (POSIX.1-2017 section 2.2.2). */
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
