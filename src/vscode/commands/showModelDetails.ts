// Shows everything about a model at a glance.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { detailsUri } from '../models/modelDetails.ts';
import { modelFor } from '../target.ts';

export async function showModelDetails(face: Face, arg?: unknown): Promise<void> {
  const { entry } = await modelFor(face, arg, vscode.l10n.t('Show which model?'));
  const document = await vscode.workspace.openTextDocument(detailsUri(entry));
  await vscode.window.showTextDocument(document, { preview: true });
}
