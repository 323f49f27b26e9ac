// Signs a person in for an integration: from its text to a token that the next test calls use.
import * as l10n from '@vscode/l10n';
import { openConnection, type Connection } from '../connection.ts';
import type { Integration } from '../integration.ts';
import { get } from '../json.ts';
import type { Model } from '../model.ts';
import type { OAuthScheme } from '../schemes/oauth/client.ts';
import { startSignIn, type StartedSignIn } from '../schemes/oauth/signIn.ts';
import { underPath, type Problem } from '../problem.ts';
import { createRedactor } from '../secrets/redact.ts';
import type { TokenRequest } from '../report.ts';
import { tokenRequest } from './reported.ts';
import { failed, ok, type Outcome } from '../request.ts';
import type { Authorizing, Refusal } from '../schemes/scheme.ts';
import type { TokenExchange } from '../tokenExchange.ts';
import { createTokens } from '../tokens.ts';
import type { World } from '../world.ts';

export interface SigningIn {
  readonly integration: Integration;
  readonly model: Model;
  /** Whose token it will be, as in a call. */
  readonly owner: string;
  /** The address that the browser is sent to in the end; the authorization server must know it. */
  readonly redirectUri: string;
  /** Milliseconds for each request. */
  readonly timeout: number;
  /** One of the model's schemes; the first one that people sign in for when absent. */
  readonly scheme?: string;
  /** Hears of the requests that the sign-in makes, redacted, whatever becomes of it. */
  readonly tell?: (requests: readonly TokenRequest[]) => void;
}

export interface SignIn {
  readonly url: string;
  readonly state: string;
  /** Takes the address that the browser came back with. */
  readonly finish: (callback: string, signal: AbortSignal) => Promise<Outcome<void, readonly Problem[]>>;
}

/** Problems stand on the keys of the integration that caused them. */
export async function signIn(
  given: SigningIn,
  world: World,
  signal: AbortSignal,
): Promise<Outcome<SignIn, readonly Problem[]>> {
  const scheme = schemeOf(given);
  if (!scheme)
    return failed([{ code: 'sign-in-impossible', severity: 'error', message: noScheme(given.model), path: [] }]);
  const opened = await openConnection(given.integration, given.model, world);
  if (!opened.ok) return opened;
  const secrets = [...opened.value.secrets];
  const exchanges: TokenExchange[] = [];
  const at = authorizing(given, opened.value, world, signal, secrets, exchanges);
  const blame = (refusal: Refusal): readonly Problem[] => [problemOf(refusal, scheme, given.integration, secrets)];
  const tell = (): void => {
    const made = exchanges.splice(0);
    const confidential = made.flatMap(({ exchange }) => exchange.confidential ?? []);
    const redact = createRedactor([...secrets, ...confidential].filter((secret) => secret !== ''));
    if (made.length > 0) given.tell?.(made.map((exchange) => tokenRequest(exchange, redact)));
  };
  const credentials = get(opened.value.authentication, scheme.name);
  const started = await startSignIn(scheme, credentials, given.redirectUri, at).finally(tell);
  return started.ok ? ok(withProblems(started.value, blame, tell)) : failed(blame(started.failure));
}

/** Whether people can sign in for a scheme of the model. */
export const canSignIn = (model: Model): boolean => model.schemes.some(isForPeople);

const isForPeople = (scheme: Model['schemes'][number]): scheme is OAuthScheme =>
  scheme.type === 'openIdConnect' || (scheme.type === 'oauth2' && scheme.flow === 'authorizationCode');

function schemeOf({ model, scheme: wanted }: SigningIn): OAuthScheme | undefined {
  return model.schemes.filter(isForPeople).find(({ name }) => wanted === undefined || name === wanted);
}

/** What to say when they cannot. */
export const noScheme = (model: Model): string =>
  l10n.t('The model "{0}" has no security scheme that people sign in for (OAuth 2.0 authorization code).', model.id);

function authorizing(
  { owner, timeout }: SigningIn,
  connection: Connection,
  world: World,
  signal: AbortSignal,
  secrets: string[],
  exchanges: TokenExchange[],
): Authorizing {
  return {
    world,
    connection,
    signal,
    owner,
    wire: { rejectUnauthorized: connection.rejectUnauthorized, timeout, maxBody: MOST_BYTES },
    tokens: world.tokens ?? createTokens(() => world.now()),
    record: (exchange) => void exchanges.push(exchange),
    conceal: (secret) => void secrets.push(secret),
  };
}

const MOST_BYTES = 1_000_000;

function withProblems(
  started: StartedSignIn,
  blame: (refusal: Refusal) => readonly Problem[],
  tell: () => void,
): SignIn {
  return {
    url: started.url,
    state: started.state,
    async finish(callback, signal) {
      const finished = await started.finish(callback, signal).finally(tell);
      return finished.ok ? finished : failed(blame(finished.failure));
    },
  };
}

function problemOf(
  { code, message, path, from, fixes }: Refusal,
  scheme: OAuthScheme,
  integration: Integration,
  secrets: readonly string[],
): Problem {
  const redact = createRedactor(secrets.filter((secret) => secret !== ''));
  const whole = from === 'connection' ? path : ['authentication', scheme.name, ...path];
  const problem: Problem = { code, severity: 'error', message: redact(message), path: whole, ...(fixes && { fixes }) };
  return underPath(problem, integration.connection);
}
