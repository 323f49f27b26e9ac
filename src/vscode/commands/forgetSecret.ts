// Deletes values from the secret store of this machine; the documents keep their references.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { confirm, inform } from '../notify.ts';
import { ExpectedError } from '../expectedError.ts';
import { forgetTokens, isKept, secretItems, usersOf } from '../secrets/secretItems.ts';
import { uriOf } from '../target.ts';
import { requireSecrets } from '../trust.ts';

export async function forgetSecret(face: Face, arg?: unknown): Promise<void> {
  requireSecrets();
  const kept = (await secretItems(face, uriOf(arg))).filter(isKept);
  if (kept.length === 0) throw new ExpectedError(vscode.l10n.t('There is no secret in the secret store to forget.'));
  const placeHolder = vscode.l10n.t('Forget which secrets?');
  const chosen = await vscode.window.showQuickPick(kept, {
    placeHolder,
    canPickMany: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (!chosen || chosen.length === 0) throw new vscode.CancellationError();
  const forget = vscode.l10n.t('Forget');
  const question =
    chosen.length === 1
      ? vscode.l10n.t('Forget the secret "{0}"?', chosen[0]?.label ?? '')
      : vscode.l10n.t('Forget {0} secrets?', chosen.length);
  const detail = [
    vscode.l10n.t('The values are deleted from this machine and cannot be brought back.'),
    ...chosen.map(({ label, used }) => `${label}: ${usersOf(used)}`),
  ].join('\n');
  if ((await confirm(question, detail, forget)) !== forget) return;
  for (const { used, document, source } of chosen) {
    await face.secrets.forget(used.reference, document, source === 'everywhere' ? 'everywhere' : 'home');
    forgetTokens(face, used);
  }
  void inform(vscode.l10n.t('Forgotten. What refers to it says that the secret is missing.'));
}
