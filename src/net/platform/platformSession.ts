// Signing in to a platform, and the headers that then go with each call: opened when first needed, renewed in silence.
import * as l10n from '@vscode/l10n';
import { asString, get, parseJson } from '../../core/json.ts';
import { readPermissions } from '../../core/permissions.ts';
import type { PlatformConnection, PlatformUser, Refusal } from '../../core/platform/platform.ts';
import { readVersion } from '../../core/platform/readAnswers.ts';
import { oauthWords, refusalOf, unreachable } from '../../core/platform/refusal.ts';
import { createRedactor } from '../../core/secrets/redact.ts';
import { failed, ok, type Answer, type Header, type Outcome, type Request, type Wire } from '../../core/request.ts';
import type { World } from '../../core/world.ts';

export interface PlatformOptions {
  readonly connection: PlatformConnection;
  /** The password or client secret; asked for at each sign-in, undefined where this machine does not have it. */
  readonly secret: () => Promise<string | undefined>;
  readonly send: World['send'];
  readonly now: () => number;
  /** What the connection trusts and shows of itself in TLS; rejects with a sentence for people. */
  readonly trust?: () => Promise<Pick<Wire, 'authorities' | 'clientCertificate'>>;
  /** Shared by clients of which none may send again what another one sent in vain. */
  readonly refusedSecrets?: RefusedSecrets;
}

export interface Session {
  readonly user: PlatformUser;
  readonly headers: readonly Header[];
  /** Milliseconds since the epoch; Infinity where the platform did not say. */
  readonly until: number;
  /** What must not be shown. */
  readonly secrets: readonly string[];
}

export type Opened = Outcome<Session, Refusal>;

/** What platforms refused of who signed in with which secret; in memory alone. */
export type RefusedSecrets = Map<string, Refusal>;

/** Milliseconds that a whole call may take, and bytes of an answer: a model has at most 15 MB. */
const wireOf = ({ rejectUnauthorized }: PlatformConnection): Wire => ({
  rejectUnauthorized,
  timeout: 60_000,
  maxBody: 64_000_000,
});

/** Renewed so long before it ends (milliseconds): a call must not outlive its token. */
const margin = 30_000;

export function isFresh(session: Session, now: number): boolean {
  return session.until - margin > now;
}

/** A failed login may answer 200 with an error as the token, so only `/whoami` tells whether it worked (platform.md 3.4). */
export async function openSession(options: PlatformOptions, signal: AbortSignal): Promise<Opened> {
  const secret = await options.secret();
  if (secret === undefined || secret === '') return failed(signedOut(noSecret(options.connection)));
  const credentials = await credentialsOf(options, secret, signal);
  if (!credentials.ok) return failed(redacted(credentials.failure, [secret]));
  const secrets = [secret, ...credentials.value.secrets];
  const who = await exchange(options, getOf('/whoami', options, credentials.value.headers), signal);
  if (!who.ok) return failed(redacted(who.failure, secrets));
  if (who.value.status === 401) return failed(refused(options.connection));
  const user = await readUser(options, who.value, credentials.value.headers, signal);
  return user.ok ? ok({ ...credentials.value, user: user.value, secrets }) : failed(redacted(user.failure, secrets));
}

type Credentials = Omit<Session, 'user'>;

function credentialsOf(
  options: PlatformOptions,
  secret: string,
  signal: AbortSignal,
): Promise<Outcome<Credentials, Refusal>> {
  const { signIn } = options.connection;
  if (signIn.way === 'oauth') return grant(options, signIn.clientId, secret, signal);
  if (signIn.way === 'session') return logIn(options, signIn.username, secret, signal);
  const value = Buffer.from(`${signIn.username}:${secret}`).toString('base64');
  return Promise.resolve(ok({ headers: [['Authorization', `Basic ${value}`]], until: Infinity, secrets: [value] }));
}

/** The name of the cookie is the platform's to choose; without one, the body is the token, sometimes in quotes. */
async function logIn(
  options: PlatformOptions,
  username: string,
  password: string,
  signal: AbortSignal,
): Promise<Outcome<Credentials, Refusal>> {
  const body = JSON.stringify({ user: { username, password } });
  const answered = await exchange(options, post('/login', options, 'application/json', body), signal);
  if (!answered.ok) return answered;
  const { status, headers } = answered.value;
  if (status === 401 || status === 403) return failed(refused(options.connection));
  if (status >= 400) return failed(refusedLogin(options.connection, answered.value));
  const text = new TextDecoder().decode(answered.value.body).trim();
  const cookies = headers.filter(([name]) => name === 'set-cookie').map(([, value]) => value.split(';')[0] ?? '');
  const token = asString(parseJson(text)) ?? text;
  const cookie = cookies.length > 0 ? cookies.join('; ') : `token=${token}`;
  const values = cookies.map((each) => each.replace(/^[^=]*=/, ''));
  return ok({ headers: [['Cookie', cookie]], until: Infinity, secrets: [token, ...values] });
}

/** RFC 6749 section 4.4, with the client in the body, as the platform wants it. */
async function grant(
  options: PlatformOptions,
  clientId: string,
  secret: string,
  signal: AbortSignal,
): Promise<Outcome<Credentials, Refusal>> {
  const form = new URLSearchParams({ client_id: clientId, client_secret: secret, grant_type: 'client_credentials' });
  const type = 'application/x-www-form-urlencoded';
  const answered = await exchange(options, post('/oauth/token', options, type, form.toString()), signal);
  if (!answered.ok) return answered;
  const value = parseJson(new TextDecoder().decode(answered.value.body));
  const token = asString(get(value, 'access_token'));
  if (token === undefined || token === '')
    return failed(refusedLogin(options.connection, answered.value, oauthWords(value)));
  const seconds = Number(get(value, 'expires_in') ?? NaN);
  const until = Number.isFinite(seconds) && seconds > 0 ? options.now() + seconds * 1000 : Infinity;
  return ok({ headers: [['Authorization', `Bearer ${token}`]], until, secrets: [token] });
}

async function readUser(
  options: PlatformOptions,
  answer: Answer,
  headers: readonly Header[],
  signal: AbortSignal,
): Promise<Outcome<PlatformUser, Refusal>> {
  const value = parseJson(new TextDecoder().decode(answer.body));
  const username = asString(get(value, 'username')) ?? asString(get(value, 'id'));
  if (answer.status >= 400 || username === undefined) return failed(noPlatform(options.connection, answer));
  const health = await exchange(options, getOf('/health/server', options, headers), signal);
  const version = health.ok && health.value.status < 400 ? readVersion(bodyOf(health.value)) : '';
  return ok({ username, permissions: readPermissions(value), version });
}

const bodyOf = ({ body }: Answer): ReturnType<typeof parseJson> => parseJson(new TextDecoder().decode(body));

/** One request to the platform; whatever the status, it is an answer. */
export async function exchange(
  { connection, send, trust }: Pick<PlatformOptions, 'connection' | 'send' | 'trust'>,
  request: Request,
  signal: AbortSignal,
): Promise<Outcome<Answer, Refusal>> {
  const trusted = await (trust?.() ?? Promise.resolve({})).catch((error: unknown) => (error as Error).message);
  if (typeof trusted === 'string') return failed({ kind: 'unreachable', message: trusted });
  const result = await send(request, { ...wireOf(connection), ...trusted }, signal);
  return result.outcome === 'answered' ? ok(result) : failed(unreachable(result, request));
}

/** Whatever a server repeats of what it was sent. */
export function redacted<T extends Refusal>(refusal: T, secrets: readonly string[]): T {
  const redact = createRedactor(secrets);
  const faults = refusal.faults?.map((fault) => ({ ...fault, message: redact(fault.message) }));
  return { ...refusal, message: redact(refusal.message), ...(faults && { faults }) };
}

const getOf = (path: string, { connection }: PlatformOptions, headers: readonly Header[]): Request => ({
  method: 'GET',
  url: connection.url + path,
  headers: [['Accept', 'application/json'], ...headers],
});

const post = (path: string, { connection }: PlatformOptions, type: string, text: string): Request => ({
  method: 'POST',
  url: connection.url + path,
  headers: [
    ['Accept', '*/*'],
    ['Content-Type', type],
  ],
  body: new TextEncoder().encode(text),
});

const signedOut = (message: string): Refusal => ({ kind: 'signed-out', message });

/** The statuses that are about who signs in, and not about how the platform is. */
const aboutUser = new Set([400, 401, 403]);

function refusedLogin({ name }: PlatformConnection, answer: Answer, oauthWords = ''): Refusal {
  const what = l10n.t('{0} refused the sign-in', name);
  const isAboutUser = aboutUser.has(answer.status);
  if (oauthWords !== '') return { ...signedOut(l10n.t('{0}: {1}.', what, oauthWords)), isRefused: isAboutUser };
  const refusal = refusalOf(answer, { what });
  if (answer.status < 400) return noAnswer(name);
  // The status of a refusal is not documented: 500 can be one, and a platform that has just been started.
  const words = refusal.message.replace(what, '');
  const isRefused = isAboutUser || /\b(user ?name|password|credentials?)\b/i.test(words);
  return { ...refusal, kind: 'signed-out', isRefused };
}

const noAnswer = (name: string): Refusal =>
  signedOut(l10n.t('{0} answered the sign-in without a token. Check the URL of the platform.', name));

function noPlatform({ name, url }: PlatformConnection, answer: Answer): Refusal {
  const why = l10n.t('{0} at {1} does not answer like an Itential Platform', name, url);
  return { ...refusalOf(answer, { what: why }), kind: 'failed' };
}

function refused({ name, signIn }: PlatformConnection): Refusal {
  const message =
    signIn.way === 'oauth'
      ? l10n.t(
          '{0} does not accept the client id or its secret. Sign in again to enter it, or edit the connection.',
          name,
        )
      : l10n.t(
          '{0} does not accept the user name or password. Sign in again to enter it, or edit the connection.',
          name,
        );
  return { ...signedOut(message), isRefused: true };
}

function noSecret({ name, signIn }: PlatformConnection): string {
  return signIn.way === 'oauth'
    ? l10n.t('There is no client secret for {0} on this machine. Edit the connection to enter it.', name)
    : l10n.t('There is no password for {0} on this machine. Edit the connection to enter it.', name);
}
