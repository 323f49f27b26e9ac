// Says why a call got no token or key, on the key of the scheme that caused it: the call itself was not made.
import * as l10n from '@vscode/l10n';
import { failureRows } from './explain.ts';
import type { Case, TokenCase } from './case.ts';
import { discoveryRows, keyRows } from './keys.ts';
import type { Row } from './row.ts';
import { tokenRows } from './tokens.ts';
import type { Connection } from '../connection.ts';
import type { SecurityScheme } from '../model.ts';
import type { Path } from '../pointer.ts';
import type { Fix } from '../problem.ts';
import type { Answer, Exchange, Failure } from '../request.ts';
import type { TokenExchange, TokenPurpose } from '../tokenExchange.ts';

export interface TokenFailure {
  readonly code: string;
  readonly message: string;
  /** Relative to the connection's configuration. */
  readonly path: Path;
  readonly fixes?: readonly Fix[];
}

export interface TokenContext {
  readonly scheme: SecurityScheme;
  readonly connection: Connection;
  readonly token: TokenCase;
}

export function explainToken({ request, exchange, purpose }: TokenExchange, context: TokenContext): TokenFailure {
  const call: Case = { request, exchange, ...context, model: { server: nowhere } };
  const found = isFailed(call) ? fromFailure(call) : isAnswered(call) ? fromAnswer(call) : undefined;
  const { code, what, help, path, fixes } = found ?? unknown;
  const asked = l10n.t('{0}: {1} {2}', titles[purpose](), request.method, withoutQuery(request.url));
  const message = `${asked}: ${what}. ${help} ${l10n.t('The call itself was not made.')}`;
  return { code, message, path, ...(fixes.length > 0 && { fixes }) };
}

const titles: { readonly [P in TokenPurpose]: () => string } = {
  token: () => l10n.t('The token request failed'),
  refresh: () => l10n.t('The request for a new token failed'),
  code: () => l10n.t('The request for a token failed after the sign-in'),
  key: () => l10n.t('The request for the API key failed'),
  discovery: () => l10n.t('The OpenID provider could not be asked for its addresses'),
};

interface Found {
  readonly code: string;
  readonly what: string;
  readonly help: string;
  readonly path: Path;
  readonly fixes: readonly Fix[];
}

const nowhere = { protocol: 'https', host: '', base_path: '' } as const;
const unknown: Found = { code: 'token-request-failed', what: '', help: '', path: ['authentication'], fixes: [] };

function fromAnswer(call: Case<Answer>): Found | undefined {
  const { purpose } = call.token ?? {};
  const rows = purpose === 'key' ? keyRows : purpose === 'discovery' ? discoveryRows : tokenRows;
  return read(rows, call);
}

/** What the catalogue blames the server block for is here the fault of the address that was asked. */
function fromFailure(call: Case<Failure>): Found | undefined {
  const found = read(failureRows, call);
  const isServers = found?.path[0] === 'server';
  return (
    found && {
      ...found,
      path: isServers ? (call.token?.endpoint ?? found.path) : found.path,
      fixes: isServers ? [] : found.fixes,
    }
  );
}

function read<E extends Exchange>(rows: readonly Row<E>[], call: Case<E>): Found | undefined {
  const row = rows.find(({ when }) => when(call));
  if (!row) return undefined;
  const path = typeof row.path === 'function' ? row.path(call) : row.path;
  return { code: row.code, what: row.what(call), help: row.help(call), path, fixes: row.fixes?.(call) ?? [] };
}

const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');
const isFailed = (call: Case): call is Case<Failure> => call.exchange.outcome === 'failed';
const isAnswered = (call: Case): call is Case<Answer> => call.exchange.outcome === 'answered';
