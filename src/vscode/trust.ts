// Nothing is sent for a workspace that the user does not trust: its files choose the addresses.
import * as vscode from 'vscode';
import { trustFirst } from './neededFirst.ts';

export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw trustFirst(
    vscode.l10n.t(
      'Test calls are off in Restricted Mode: the files of this folder choose where requests go. Trust the workspace first.',
    ),
  );
}

/** Nor is a secret read or stored for it: its files choose the names. */
export function requireSecrets(): void {
  if (vscode.workspace.isTrusted) return;
  throw trustFirst(vscode.l10n.t('Secrets are off in Restricted Mode. Trust the workspace first.'));
}
