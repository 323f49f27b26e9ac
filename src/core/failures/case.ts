// What an explanation looks at: a call, what became of it, and the configuration it was made with.
import { mayOpenTag } from '../requests/decodeBody.ts';
import type { Answer, Exchange, Request } from '../request.ts';
import type { Connection } from '../connection.ts';
import type { Model, OperationDetail, SecurityScheme } from '../model.ts';
import type { Path } from '../pointer.ts';
import type { TokenPurpose } from '../tokenExchange.ts';

export interface Case<E extends Exchange = Exchange> {
  readonly request: Request;
  readonly exchange: E;
  readonly connection: Pick<Connection, 'protocol' | 'host' | 'port' | 'basePath'>;
  readonly model: Pick<Model, 'server'>;
  /** The scheme whose credentials were sent; undefined when none were. */
  readonly scheme?: SecurityScheme | undefined;
  readonly operation?: Pick<OperationDetail, 'accept'> | undefined;
  /** Set when the call asked for a token or key. */
  readonly token?: TokenCase | undefined;
}

export interface TokenCase {
  readonly purpose: TokenPurpose;
  /** `grant_type`; empty when no token was asked for. */
  readonly grant: string;
  /** Relative to the connection's configuration: where the address stands. */
  readonly endpoint: Path;
  readonly hasSecret: boolean;
  /** Why an answer that has a token is of no use, in the words of the library. */
  readonly details: string;
}

/** `api.example.com:8443`, or the whole text when it is no address. */
export const hostOf = ({ url }: Request): string => (URL.canParse(url) ? new URL(url).host : url);

export const hostnameOf = ({ url }: Request): string => (URL.canParse(url) ? new URL(url).hostname : url);

export const isSecure = ({ url }: Request): boolean => /^https:/i.test(url);

export function portOf({ url }: Request): string {
  if (!URL.canParse(url)) return '?';
  const { port, protocol } = new URL(url);
  return port || (protocol === 'https:' ? '443' : '80');
}

/** The values of a header, joined as RFC 9110 section 5.3 allows; empty when it is absent. */
export function header({ headers }: Answer, name: string): string {
  let found: string | undefined;
  for (const [key, value] of headers) if (key === name) found = found === undefined ? value : `${found}, ${value}`;
  return found ?? '';
}

/** The beginning of the body as text: enough to recognise a page or a phrase. */
export const opening = ({ body }: Answer): string => utf8.decode(body.subarray(0, 8192));

const utf8 = new TextDecoder();

export function isHtml(answer: Answer): boolean {
  if (/html/i.test(header(answer, 'content-type'))) return true;
  return mayOpenTag(answer.body) && /^\s*<(!doctype html|html|head|body)\b/i.test(opening(answer));
}

/** Where the credentials of the scheme in use stand, as deep as their meaning is sure. */
export function credentials({ scheme }: Case): Path {
  if (!scheme) return ['authentication'];
  const key = scheme.type in keys ? keys[scheme.type as keyof typeof keys] : [];
  return ['authentication', scheme.name, ...key];
}

const keys = {
  apiKey: ['value'],
  basic: ['password'],
  awsSigV4: ['secretAccessKey'],
  mutualTLS: ['certificate'],
};
