// The text of an integration as a call from this machine takes it: of a platform's, with what stands in for its secrets.
import * as vscode from 'vscode';
import { withReferences, type MaskedSecret } from '../../core/platform/masked.ts';
import { configuration } from '../../core/platform/hidden.ts';
import { chooseScheme } from '../../core/calls/chooseScheme.ts';
import { askSecret } from '../secrets/askSecret.ts';
import type { Calling } from './calling.ts';
import type { Face } from '../face.ts';
import { confirm, inform } from '../notify.ts';
import { maskedOf } from '../platforms/maskedOf.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import { ask } from '../target.ts';

/** Secrets without a value on this machine stay as they are, but for those that the schemes to be used need. */
export async function callText(face: Face, uri: vscode.Uri, text: string, schemes: readonly string[]): Promise<string> {
  if (!isRemote(uri)) return text;
  const masked = await maskedOf(face, uri, text);
  const used = await Promise.all(
    masked.map(
      async (secret) => isOf(schemes, secret) || (await face.secrets.read(secret.reference, uri)) !== undefined,
    ),
  );
  return withReferences(
    text,
    masked.filter((_, index) => used[index]),
  );
}

/** The schemes whose credentials a call sends, by name. */
export function schemesOf({ model, detail, scheme }: Pick<Calling, 'model' | 'detail' | 'scheme'>): readonly string[] {
  const choice = chooseScheme({ model, detail }, scheme);
  return [choice?.scheme, choice?.transport].flatMap((each) => each?.name ?? []);
}

const isOf = (schemes: readonly string[], { path }: MaskedSecret): boolean =>
  path[configuration.length] === 'authentication' && schemes.includes(String(path[configuration.length + 1]));

const told = new Set<string>();

/**
 * Before a call of a platform's integration: says once that it runs from here, and asks once for what the platform
 * keeps to itself. The values stay in the secret store of this machine, for this connection alone.
 */
export async function prepareRemoteCall(face: Face, uri: vscode.Uri, schemes: readonly string[]): Promise<void> {
  if (!isRemote(uri)) return;
  const masked = await maskedOf(face, uri, await face.catalog.text(uri));
  const wanted = masked.filter((secret) => isOf(schemes, secret));
  const values = await Promise.all(wanted.map(({ reference }) => face.secrets.read(reference, uri)));
  const missing = wanted.filter((_, index) => values[index] === undefined);
  if (missing.length > 0) await askFor(face, uri, missing);
  else tellOnce(face, uri);
}

async function askFor(face: Face, uri: vscode.Uri, missing: readonly MaskedSecret[]): Promise<void> {
  const [name, platform] = [nameOf(face, uri), platformOf(face, uri)];
  const enter = vscode.l10n.t('Enter Them');
  const question = vscode.l10n.t('The test call of {0} runs from this machine and needs its secrets.', name);
  const detail = vscode.l10n.t(
    '{0} keeps them to itself: {1}. What you enter stays in the secret store of this machine, for this connection: for test calls, and to make the integration anew should it be lost. It is never written into the document. "Forget Secret" deletes it.',
    platform,
    missing.map(({ label }) => label).join(', '),
  );
  told.add(uri.authority);
  if ((await confirm(question, detail, enter)) !== enter) throw new vscode.CancellationError();
  for (const { reference, label, path } of missing) {
    const value = await valueOf(name, label, reference.name.startsWith('$SECRET_hidden:') && isOptional(path));
    await face.secrets.store(reference, value, uri, 'home');
  }
  face.tokens.forget(uri.toString());
}

/** Only some services want it. */
const isOptional = (path: MaskedSecret['path']): boolean => path.at(-1) === 'sessionToken';

function valueOf(name: string, label: string, isOptionalValue: boolean): Promise<string> {
  if (!isOptionalValue) return askSecret(vscode.l10n.t('{0}: {1}, for test calls', name, label));
  return ask({ prompt: vscode.l10n.t('{0}: {1} (empty: there is none)', name, label), password: true });
}

function tellOnce(face: Face, uri: vscode.Uri): void {
  if (told.has(uri.authority)) return;
  told.add(uri.authority);
  void inform(fromHere(platformOf(face, uri)));
}

const fromHere = (platform: string): string =>
  vscode.l10n.t(
    'Test calls of integrations on {0} run from this machine, not on the platform: over its network, proxy and certificates.',
    platform,
  );

const nameOf = (face: Face, uri: vscode.Uri): string => {
  const entry = face.catalog.entry(uri);
  return entry?.kind === 'integration' ? entry.name : uri.path;
};

export const platformOf = (face: Face, uri: vscode.Uri): string =>
  face.connections.all.find(({ id }) => id === uri.authority)?.name ?? uri.authority;
