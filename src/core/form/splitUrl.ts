// Takes a whole URL apart into the parts of an integration's server block, for people who paste one into the host.
import * as l10n from '@vscode/l10n';
import type { Json } from '../json.ts';
import type { Path } from '../pointer.ts';
import type { Change } from '../problem.ts';

export interface UrlParts {
  /** Undefined where the text does not say it: `api.example.com:8443/v2`. */
  readonly protocol: 'http' | 'https' | undefined;
  readonly host: string;
  readonly port: number | undefined;
  /** Empty for an address alone. */
  readonly basePath: string;
  /** What the URL has and a server block has no place for; never the values, one of which is a password. */
  readonly leftOut: readonly LeftOut[];
}

type LeftOut = 'user' | 'password' | 'query' | 'fragment';

/** Undefined for a text that is a host name or nothing of the kind. */
export function splitUrl(text: string): UrlParts | undefined {
  const trimmed = text.trim();
  const [, protocol] = /^(https?):\/\/[^\s/]/i.exec(trimmed) ?? [];
  const bare = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?(\/\S*)?$/i.exec(trimmed);
  if (!protocol && !(bare && (bare[2] ?? bare[3]) !== undefined)) return undefined;
  const address = protocol ? trimmed : `http://${trimmed}`;
  if (/\s/.test(address) || !URL.canParse(address)) return undefined;
  return partsOf(address, protocol?.toLowerCase() as UrlParts['protocol']);
}

/** What to write for it. A URL that names no port means the protocol's own; one without a path says nothing about it. */
export function serverChanges(server: Path, { protocol, host, port, basePath }: UrlParts): Change[] {
  const change = (key: string, value?: Json): Change => ({
    path: [...server, key],
    ...(value !== undefined && { value }),
  });
  return [
    ...(protocol ? [change('protocol', protocol)] : []),
    change('host', host),
    ...(port !== undefined || protocol ? [change('port', port)] : []),
    ...(basePath === '' ? [] : [change('base_path', basePath)]),
  ];
}

/** What people must know of a URL that was taken apart; undefined when all of it was taken. */
export function leftOutInWords({ leftOut }: UrlParts): string | undefined {
  if (leftOut.length === 0) return undefined;
  const words: Record<LeftOut, string> = {
    user: l10n.t('user name'),
    password: l10n.t('password'),
    query: l10n.t('query'),
    fragment: l10n.t('fragment'),
  };
  const lost = l10n.t('Not taken from the URL: {0}.', leftOut.map((part) => words[part]).join(', '));
  const isSignIn = leftOut.includes('user') || leftOut.includes('password');
  return isSignIn ? `${lost} ${l10n.t('Who signs in is said under the authentication.')}` : lost;
}

function partsOf(address: string, protocol: UrlParts['protocol']): UrlParts {
  const { hostname, pathname, username, password, search, hash } = new URL(address);
  // The parser drops a port that is the protocol's own, and writes `{` of a template as `%7B`.
  const port = /^https?:\/\/(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:]*):(\d+)/i.exec(address)?.[1];
  return {
    protocol,
    host: hostname,
    port: port === undefined ? undefined : Number(port),
    leftOut: (['user', 'password', 'query', 'fragment'] as const).filter(
      (_, place) => [username, password, search, hash][place] !== '',
    ),
    basePath: pathname.replace(/\/+$/, '').replaceAll('%7B', '{').replaceAll('%7D', '}'),
  };
}
