// The secrets that are called after an integration can get its new name too; their old names stay until the user lets them go.
import * as vscode from 'vscode';
import { freeName } from '../../core/secrets/cloneSecrets.ts';
import { renamedSecret } from '../../core/secrets/renameSecrets.ts';
import { ownSecrets } from '../../core/secrets/secretUses.ts';
import type { Face } from '../face.ts';
import { inform } from '../notify.ts';
import { secretHome } from './secrets.ts';
import { hasSecret } from './storeSecret.ts';
import { choose } from '../target.ts';
import { usedSecrets } from './usedSecrets.ts';

/** Asks what becomes of the secrets that only this document refers to; gives new names by the old ones. */
export async function askSecrets(
  face: Face,
  uri: vscode.Uri,
  before: string,
  after: string,
): Promise<ReadonlyMap<string, string>> {
  const names = await renamable(face, uri, before, after);
  if (names.size === 0) return names;
  const along: vscode.QuickPickItem = {
    label: vscode.l10n.t('Rename Its Secrets Too'),
    detail: Array.from(names, ([from, to]) => `${from} → ${to}`).join(', '),
  };
  const keep: vscode.QuickPickItem = {
    label: vscode.l10n.t('Keep the Names of Its Secrets'),
    detail: vscode.l10n.t('They go on working under their old names.'),
  };
  const question = vscode.l10n.t('The secrets of "{0}" are called after it.', before);
  return (await choose([along, keep], question)) === keep ? new Map() : names;
}

/** Under their old names too: an Undo of the renaming must find them. */
export async function storeRenamed(face: Face, uri: vscode.Uri, names: ReadonlyMap<string, string>): Promise<void> {
  for (const [from, to] of names) {
    const value = await face.secrets.read({ store: 'secret', name: from }, uri);
    if (value !== undefined) await face.secrets.store({ store: 'secret', name: to }, value, uri, 'home');
  }
}

export async function offerForgetting(face: Face, uri: vscode.Uri, names: readonly string[]): Promise<void> {
  const forget = vscode.l10n.t('Forget the Old Names');
  const message = vscode.l10n.t(
    'The secrets are renamed. They are kept under the old names too, for Undo: {0}.',
    names.join(', '),
  );
  if ((await inform(message, forget)) === forget) await forgetNames(face, uri, names);
}

export async function forgetNames(face: Face, uri: vscode.Uri, names: Iterable<string>): Promise<void> {
  for (const name of names) await face.secrets.forget({ store: 'secret', name }, uri, 'home');
}

async function renamable(
  face: Face,
  uri: vscode.Uri,
  before: string,
  after: string,
): Promise<ReadonlyMap<string, string>> {
  const home = (await usedSecrets(face)).find((each) => each.home === secretHome(uri));
  const names = new Map<string, string>();
  for (const name of ownSecrets(home?.secrets ?? [], uri.toString())) {
    const wanted = renamedSecret(name, before, after);
    // One that counts for every folder is not this integration's alone.
    if (wanted === undefined || (await face.secrets.source({ store: 'secret', name }, uri)) === 'everywhere') continue;
    names.set(name, await freeName(wanted, (each) => hasSecret(face, each, uri)));
  }
  return names;
}
