// Replaces the value of a secret for all that share it, also of other secrets that had the same value.
import * as vscode from 'vscode';
import { askSecret } from '../secrets/askSecret.ts';
import type { Face } from '../face.ts';
import { inform } from '../notify.ts';
import { ExpectedError } from '../expectedError.ts';
import { forgetTokens, isKept, secretItems, usersOf, type SecretItem } from '../secrets/secretItems.ts';
import { choose, uriOf } from '../target.ts';
import { requireSecrets } from '../trust.ts';

export async function rotateSecret(face: Face, arg?: unknown): Promise<void> {
  requireSecrets();
  const kept = (await secretItems(face, uriOf(arg))).filter(isKept);
  if (kept.length === 0) throw new ExpectedError(vscode.l10n.t('There is no secret in the secret store to rotate.'));
  const [only, ...others] = kept;
  // A list of one would take what is typed into its filter, where it can be read.
  const item =
    only && uriOf(arg) && others.length === 0 ? only : await choose(kept, vscode.l10n.t('Rotate which secret?'));
  const twins = await chooseTwins(face, item);
  const value = await askSecret(
    vscode.l10n.t('New value of {0}', [item, ...twins].map(({ label }) => label).join(', ')),
  );
  for (const each of [item, ...twins]) {
    await face.secrets.store(
      each.used.reference,
      value,
      each.document,
      each.source === 'everywhere' ? 'everywhere' : 'home',
    );
    forgetTokens(face, each.used);
  }
  void tell([item, ...twins]);
}

/** A copy of a secret under another name expires together with it. */
async function chooseTwins(face: Face, item: SecretItem): Promise<readonly SecretItem[]> {
  const valueOf = ({ used, document }: SecretItem): Promise<string | undefined> =>
    face.secrets.read(used.reference, document);
  const old = await valueOf(item);
  const others = (await secretItems(face)).filter((each) => isKept(each) && !isSame(each, item));
  const equal = await Promise.all(others.map(async (each) => (await valueOf(each)) === old));
  const twins = others.filter((_, at) => equal[at]).map((each) => ({ ...each, picked: true }));
  if (twins.length === 0) return [];
  const placeHolder = vscode.l10n.t('These have the same value. Which of them get the new one, too?');
  const chosen = await vscode.window.showQuickPick(twins, { placeHolder, canPickMany: true, ignoreFocusOut: true });
  if (!chosen) throw new vscode.CancellationError();
  return chosen;
}

/** One that counts for every folder is listed with each folder. */
const isSame = (one: SecretItem, other: SecretItem): boolean =>
  one.label === other.label &&
  (one.document.toString() === other.document.toString() ||
    (one.source === other.source && one.source === 'everywhere'));

async function tell(items: readonly SecretItem[]): Promise<void> {
  const uses = items.flatMap(({ used }) => used.uses);
  const uris = [...new Set(uses.map(({ uri }) => uri))].filter((uri) => uri.endsWith('.integration.json'));
  const test = vscode.l10n.t('Test Them');
  const message = vscode.l10n.t('The new value counts from now on.');
  const [first] = items;
  const text = `${message} ${first ? usersOf({ ...first.used, uses }) : ''}`;
  if ((await inform(text, ...(uris.length > 0 ? [test] : []))) !== test) return;
  const all = uris.map((uri) => vscode.Uri.parse(uri));
  await vscode.commands.executeCommand('integrations.testAll', all[0], all);
}
