// Writes a syslog block with the platform's defaults, so that its level can be set.
import * as vscode from 'vscode';
import { readIntegration } from '../../core/integration.ts';
import { completeSyslog } from '../../core/logging/settings.ts';
import { editDocument, setChange } from '../edits.ts';
import type { Face } from '../face.ts';
import { ExpectedError } from '../expectedError.ts';
import { revealPath } from '../reveal.ts';
import { integrationFor } from '../target.ts';

export async function addSyslog(face: Face, arg?: unknown): Promise<void> {
  const uri = await integrationFor(face, arg, vscode.l10n.t('Add a syslog block to which integration?'), 'addSyslog');
  const document = await vscode.workspace.openTextDocument(uri);
  const change = completeSyslog(readIntegration(document.getText()));
  const refusal = await editDocument(document, setChange(change));
  if (refusal !== undefined) throw new ExpectedError(refusal);
  await revealPath(uri, change.path);
}
