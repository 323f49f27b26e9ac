// Asks for a platform's address and how to sign in to it, and tries it at once.
import * as vscode from 'vscode';
import { isLoopback } from '../../core/loopback.ts';
import { allPermissions } from '../../core/permissions.ts';
import type { PlatformConnection, PlatformSignIn, PlatformUser, Refusal } from '../../core/platform/platform.ts';
import type { Face } from '../face.ts';
import { complain, inform, withCancel } from '../notify.ts';
import { askCertificates, askPassphrase } from './askCertificates.ts';
import { ask, choose } from '../target.ts';

/** Asks, tries and stores; what was entered is the default of the next try. */
export async function askConnection(face: Face, known?: PlatformConnection): Promise<PlatformConnection> {
  let draft = known;
  let secret = known && (await face.connections.secret(known.id));
  let passphrase = known && (await face.connections.passphrase(known.id));
  for (;;) {
    const connection = await askOutline(face, draft, known);
    // The password of one platform is none of another's business.
    const isElsewhere = known && connection.id !== draft?.id;
    const entered = await askSecret(connection, isElsewhere ? undefined : secret);
    secret = entered;
    const opens = await askPassphrase(connection, passphrase);
    passphrase = opens;
    const secrets = { secret: entered, passphrase: opens };
    const title = vscode.l10n.t('Signing in to {0}', connection.name);
    const tried = await withCancel(title, async (signal) => (await face.platforms()).test(connection, secrets, signal));
    if (tried.ok || (await isToBeKept(face, tried.failure))) {
      await face.connections.save(connection, entered, opens, known?.id);
      if (known) (await face.platforms()).disconnect(known.id);
      if (tried.ok) void inform(signedIn(tried.value));
      return connection;
    }
    draft = connection;
  }
}

/** "Signed in as …, platform 6.5.2, 14 of 15 permissions." */
function signedIn({ username, version, permissions }: PlatformUser): string {
  const platform =
    version === '' ? vscode.l10n.t('platform of an unknown version') : vscode.l10n.t('platform {0}', version);
  if (!permissions) return vscode.l10n.t('Signed in as {0}, {1}.', username, platform);
  const { length } = allPermissions;
  return vscode.l10n.t('Signed in as {0}, {1}, {2} of {3} permissions.', username, platform, permissions.size, length);
}

/** What does not work now may work in another network. */
async function isToBeKept(face: Face, failure: Refusal): Promise<boolean> {
  const edit = vscode.l10n.t('Edit');
  const keep = vscode.l10n.t('Save Anyway');
  face.log.error(failure.message);
  const choice = await complain(failure.message, edit, keep);
  if (choice === undefined) throw new vscode.CancellationError();
  return choice === keep;
}

async function askOutline(
  face: Face,
  draft: PlatformConnection | undefined,
  known: PlatformConnection | undefined,
): Promise<PlatformConnection> {
  const url = await askUrl(draft?.url);
  const { host } = new URL(url);
  // What was answered for an address holds for the next try.
  const former = [known, draft].find((each) => each?.url === url) ?? known;
  const id = former && (former.url === url || (await isSame(former, url))) ? former.id : freeId(face, url);
  const prompt = vscode.l10n.t('Name of this connection in the Integrations view');
  const name = (await ask({ prompt, value: draft?.name ?? host })).trim() || host;
  const signIn = await askSignIn(draft?.signIn);
  const certificates = url.startsWith('https:') ? await askCertificates(draft) : { rejectUnauthorized: true };
  return { id, name, url, signIn, ...certificates };
}

/** What is kept of a platform goes by the id of its connection: another platform gets another one. */
async function isSame(former: PlatformConnection, url: string): Promise<boolean> {
  const same = {
    label: vscode.l10n.t('The same platform under another address'),
    detail: vscode.l10n.t(
      'Its password, the secrets for its test calls, and what it had at the last pull and push stay.',
    ),
  };
  const other = {
    label: vscode.l10n.t('Another platform'),
    detail: vscode.l10n.t('Nothing that is kept of the former one is used; its password is not sent there.'),
  };
  const isHere = new URL(former.url).hostname === new URL(url).hostname;
  const question = vscode.l10n.t('{0} led to {1}. What is at {2}?', former.name, former.url, url);
  return (await choose(isHere ? [same, other] : [other, same], question)) === same;
}

async function askUrl(value = 'https://'): Promise<string> {
  const prompt = vscode.l10n.t('Address of the platform');
  const placeHolder = 'https://platform.example.com:3443';
  const given = await ask({ prompt, value, placeHolder, validateInput: (text) => wrongUrl(text.trim()) });
  const { origin, pathname } = new URL(given.trim());
  return origin + pathname.replace(/\/+$/, '');
}

function wrongUrl(text: string): string | vscode.InputBoxValidationMessage | undefined {
  const url = /^https?:\/\/[^/]/i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return vscode.l10n.t('Enter an address that begins with https:// or http://.');
  if (url.username !== '' || url.password !== '')
    return vscode.l10n.t('Leave user and password out of the address: they are asked for next.');
  if (url.protocol === 'https:' || isLoopback(url.hostname)) return undefined;
  const message = vscode.l10n.t('Over http:// everybody on the way can read your password.');
  return { message, severity: vscode.InputBoxValidationSeverity.Warning };
}

async function askSignIn(before: PlatformSignIn | undefined): Promise<PlatformSignIn> {
  const ways = [
    { way: 'session' as const, label: vscode.l10n.t('User and password') },
    { way: 'oauth' as const, label: vscode.l10n.t('Service account (OAuth client credentials)') },
    { way: 'basic' as const, label: vscode.l10n.t('HTTP basic, with every call') },
  ];
  const items = [...ways].sort((one, other) => Number(other.way === before?.way) - Number(one.way === before?.way));
  const { way } = await choose(items, vscode.l10n.t('How do you sign in?'));
  if (way !== 'oauth') {
    const value = before && before.way !== 'oauth' ? before.username : '';
    return { way, username: (await askText(vscode.l10n.t('User name'), value)).trim() };
  }
  const value = before?.way === 'oauth' ? before.clientId : '';
  return { way, clientId: (await askText(vscode.l10n.t('Client id'), value)).trim() };
}

const askText = (prompt: string, value: string): Promise<string> =>
  ask({ prompt, value, validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Enter a text.') : undefined) });

/** Left empty, the one that is stored stays. */
export async function askSecret(
  { name, signIn }: PlatformConnection,
  before: string | undefined,
  title = '',
): Promise<string> {
  const what = signIn.way === 'oauth' ? vscode.l10n.t('Client secret') : vscode.l10n.t('Password');
  const stays = before === undefined ? '' : vscode.l10n.t(' (empty: as before)');
  const validateInput = (text: string): string | undefined =>
    text === '' && before === undefined ? vscode.l10n.t('Enter a text.') : undefined;
  const given = await ask({ prompt: `${what}: ${name}${stays}`, password: true, title, validateInput });
  return given === '' ? (before ?? '') : given;
}

function freeId(face: Face, url: string): string {
  const own =
    url
      .toLowerCase()
      .replace(/^https?:/, '')
      .replaceAll(/[^a-z\d]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'platform';
  const taken = new Set(face.connections.all.map(({ id }) => id));
  for (let number = 1; ; number++) {
    const id = number === 1 ? own : `${own}-${number}`;
    if (!taken.has(id)) return id;
  }
}
