// A workspace folder that was moved or renamed has its secrets under its former address: they are offered where they are missing.
import * as vscode from 'vscode';
import { writeReference } from '../../core/secrets/secrets.ts';
import type { KeptSecret } from '../../core/secrets/secretStore.ts';
import { usesIn } from '../../core/secrets/secretUses.ts';
import type { SecretReference } from '../../core/world.ts';
import { exists } from '../exists.ts';
import type { Face } from '../face.ts';
import { inform } from '../notify.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import { referenceOf, secretHome } from './secrets.ts';

/** Folders that were looked at for want of secrets: once is enough for a session. */
const looked = new Set<string>();

/** Asks when a document lacks secrets that a folder has which is no longer there; copies all that this folder lacks. */
export async function offerFormer(face: Face, document: vscode.TextDocument): Promise<void> {
  const home = secretHome(document.uri);
  if (looked.has(home) || isRemote(document.uri) || !vscode.workspace.isTrusted) return;
  const former = await formerOf(face, document, home);
  if (!former) return;
  const path = vscode.Uri.parse(former).fsPath;
  const use = vscode.l10n.t('Use the Secrets of the Former Folder');
  const message = vscode.l10n.t(
    'Secrets of this folder are missing, and {0}, which is no longer there, has some of the same names. Was it this folder?',
    path,
  );
  if ((await inform(message, use)) === use) await copyAll(face, former, document.uri);
}

/** The former folder that has the most of what is missing. */
async function formerOf(face: Face, document: vscode.TextDocument, own: string): Promise<string | undefined> {
  const references = usesIn(document.getText())
    .map(({ reference }) => reference)
    .filter(({ store }) => store === 'secret');
  const lacking = await face.secrets.lacking(references, document.uri);
  if (lacking.size === 0 || looked.has(own)) return undefined;
  looked.add(own);
  const found = new Map<string, number>();
  for (const { home, name } of await face.secrets.kept())
    if (home !== undefined && lacking.has(writeReference({ store: 'secret', name })))
      found.set(home, (found.get(home) ?? 0) + 1);
  for (const [home] of [...found].sort(([, one], [, other]) => other - one)) if (await isGone(home)) return home;
  return undefined;
}

/** Only of what lies on this machine can one tell. */
async function isGone(home: string): Promise<boolean> {
  const uri = vscode.Uri.parse(home);
  const isHere = vscode.workspace.workspaceFolders?.some((folder) => folder.uri.scheme === uri.scheme) ?? false;
  return isHere && !(await exists(uri));
}

async function copyAll(face: Face, former: string, document: vscode.Uri): Promise<void> {
  const isOf = ({ home }: KeptSecret): boolean => home === former;
  const references: SecretReference[] = (await face.secrets.kept()).filter(isOf).map(referenceOf);
  const lacking = await face.secrets.lacking(references, document);
  for (const reference of references) {
    const value = lacking.has(writeReference(reference)) ? await face.secrets.readOf(former, reference) : undefined;
    if (value !== undefined) await face.secrets.store(reference, value, document, 'home');
  }
  void inform(vscode.l10n.t('The secrets are stored for this folder too.'));
}
