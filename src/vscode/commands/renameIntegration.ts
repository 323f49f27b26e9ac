// Asks for another name for an integration and changes its file, its name, its id and the calls that name it.
import * as vscode from 'vscode';
import { readIntegration } from '../../core/integration.ts';
import { renameEdit } from '../advanced/rename.ts';
import type { Face } from '../face.ts';
import { formViewType } from '../formViewType.ts';
import { askName } from '../newFile.ts';
import { openFace } from '../reveal.ts';
import { integrationFor, uriOf } from '../target.ts';

/** `selected` is what the key in the tree says: the row that is selected there. */
export async function renameIntegration(face: Face, arg?: unknown): Promise<void> {
  const node = arg === 'selected' ? face.tree.selection : arg;
  if (arg === 'selected' && !uriOf(node)) return;
  const uri = await integrationFor(face, node, vscode.l10n.t('Rename which integration?'));
  const { name } = readIntegration(await face.catalog.text(uri));
  const newName = await askName(face, uri, vscode.l10n.t('New name of the integration "{0}"', name), name, name);
  if (newName === name) return;
  const renaming = await renameEdit(face, uri, newName);
  const hasForm = isFormOf(uri);
  if (!(await vscode.workspace.applyEdit(renaming.change, { isRefactoring: true })))
    throw new Error(vscode.l10n.t('The integration could not be renamed.'));
  // VS Code opens what it moves as text.
  if (hasForm) await openFace(renaming.uri, formViewType);
}

function isFormOf(uri: vscode.Uri): boolean {
  const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
  return (
    input instanceof vscode.TabInputCustom && input.viewType === formViewType && input.uri.toString() === uri.toString()
  );
}
