// Asks for another name for an integration and changes its file, its name, its id and the calls that name it.
import * as vscode from 'vscode';
import { readIntegration } from '../../core/integration.ts';
import { renameEdit } from '../advanced/rename.ts';
import type { Face } from '../face.ts';
import { formViewType } from '../form/formViewType.ts';
import { askName } from '../newFile.ts';
import { guarded } from '../guarded.ts';
import { ExpectedError } from '../expectedError.ts';
import { forgetNames, offerForgetting } from '../secrets/renameSecrets.ts';
import { openFace } from '../reveal.ts';
import { integrationFor, uriOf } from '../target.ts';

/** `focused` is what the key in the tree says: the row that has the focus there. */
export async function renameIntegration(face: Face, arg?: unknown): Promise<void> {
  const node = arg === 'focused' ? await face.tree.focused() : arg;
  if (arg === 'focused' && !uriOf(node)) return;
  const uri = await integrationFor(face, node, vscode.l10n.t('Rename which integration?'), 'renameIntegration');
  const { name } = readIntegration(await face.catalog.text(uri));
  const newName = await askName(face, uri, vscode.l10n.t('New name of the integration "{0}"', name), name, name);
  if (newName === name) return;
  const renaming = await renameEdit(face, uri, newName);
  const { secrets } = renaming;
  const hasForm = isFormOf(uri);
  if (!(await vscode.workspace.applyEdit(renaming.change, { isRefactoring: true }))) {
    await forgetNames(face, uri, secrets.values());
    throw new ExpectedError(vscode.l10n.t('The integration could not be renamed.'));
  }
  // VS Code opens what it moves as text.
  if (hasForm) await openFace(renaming.uri, formViewType);
  if (secrets.size > 0) void guarded(face, 'forget', () => offerForgetting(face, renaming.uri, [...secrets.keys()]));
}

function isFormOf(uri: vscode.Uri): boolean {
  const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
  return (
    input instanceof vscode.TabInputCustom && input.viewType === formViewType && input.uri.toString() === uri.toString()
  );
}
