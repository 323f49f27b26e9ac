// Deletes an integration or a model after asking, and offers to bring it back.
import * as vscode from 'vscode';
import { entriesOf } from '../../core/catalog.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { exists } from '../exists.ts';
import { confirm, inform } from '../notify.ts';
import { integrationFor } from '../target.ts';

export async function deleteIntegration(face: Face, arg?: unknown): Promise<void> {
  const uri = await integrationFor(face, arg, vscode.l10n.t('Delete which integration?'));
  const entry = face.catalog.entry(uri);
  const name = (entry?.kind === 'model' ? entry.model?.id : entry?.name) || vscode.workspace.asRelativePath(uri);
  const remove = vscode.l10n.t('Delete');
  const question = vscode.l10n.t('Delete "{0}"?', name);
  if ((await confirm(question, detailOf(face, uri), remove)) !== remove) return;
  const bytes = await vscode.workspace.fs.readFile(uri);
  await deleteFile(uri);
  void guarded(face, 'undo', () => offerUndo(uri, name, bytes));
}

function detailOf(face: Face, uri: vscode.Uri): string {
  const file = vscode.workspace.asRelativePath(uri);
  const entry = face.catalog.entry(uri);
  const users = entriesOf(face.catalog.homes, 'integration').filter(
    ({ modelId }) => entry?.kind === 'model' && modelId === entry.model?.id,
  );
  const note =
    users.length === 1
      ? vscode.l10n.t('One integration uses this model and cannot be tested without it.')
      : vscode.l10n.t('{0} integrations use this model and cannot be tested without it.', users.length);
  return [vscode.l10n.t('The file {0} is deleted.', file), users.length > 0 ? note : ''].filter(Boolean).join('\n');
}

/** Into the trash; file systems without one (remote and virtual) delete at once. */
async function deleteFile(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
  } catch (error) {
    if (!(await exists(uri))) return;
    if (error instanceof vscode.FileSystemError && error.code === 'NoPermissions') throw error;
    await vscode.workspace.fs.delete(uri);
  }
}

async function offerUndo(uri: vscode.Uri, name: string, bytes: Uint8Array): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  if ((await inform(vscode.l10n.t('Deleted "{0}".', name), undo)) !== undo) return;
  if (await exists(uri))
    throw new Error(vscode.l10n.t('{0} exists again; it is left as it is.', vscode.workspace.asRelativePath(uri)));
  await vscode.workspace.fs.writeFile(uri, bytes);
}
