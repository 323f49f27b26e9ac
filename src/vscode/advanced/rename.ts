// Another name for an integration: its file, its name and its id change together, and the call documents that name it.
import * as vscode from 'vscode';
import { readIntegration } from '../../core/integration.ts';
import type { Edit } from '../../core/edit.ts';
import { renameReferences } from '../../core/secrets/renameSecrets.ts';
import { exists } from '../exists.ts';
import type { Face } from '../face.ts';
import { alreadyThere, fileNameOf, takenNames, wrongName } from '../newFile.ts';
import { requirePermitted } from '../platforms/permitted.ts';
import { isReadOnly } from '../readOnly.ts';
import { askSecrets, storeRenamed } from '../secrets/renameSecrets.ts';
import { callsOf } from './calls.ts';
import { rangeOf } from './places.ts';
import { ExpectedError } from '../expectedError.ts';

/** The place that is renamed, without its quotes, and what stands there. */
export async function prepareRename(
  face: Face,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<{ range: vscode.Range; placeholder: string }> {
  requirePermitted(face, 'renameIntegration', document.uri);
  const text = document.getText();
  const target = (await face.language()).target(text, document.offsetAt(position));
  if (target?.kind !== 'integration' || target.name === '')
    throw new ExpectedError(vscode.l10n.t('Only the name of an integration can be renamed here.'));
  const { offset, length } = target.span;
  return { range: rangeOf(text, { offset: offset + 1, length: length - 2 }), placeholder: target.name };
}

export interface Renaming {
  readonly change: vscode.WorkspaceEdit;
  /** Where the integration is afterwards. */
  readonly uri: vscode.Uri;
  /** Secrets that go along, by their old names: they are stored under both. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** Everything that a new name changes, its secrets if the user likes; what cannot be is an error that says why. */
export async function renameEdit(face: Face, uri: vscode.Uri, newName: string): Promise<Renaming> {
  await face.catalog.load();
  const text = await face.catalog.text(uri);
  const { name } = readIntegration(text);
  const wrong = newName === name ? undefined : wrongName(newName, takenNames(face, uri));
  if (wrong !== undefined) throw new ExpectedError(wrong);
  if (isReadOnly(uri)) throw new ExpectedError(vscode.l10n.t('The document could not be changed. Is it read-only?'));
  const language = await face.language();
  const edits = language.rename(text, newName);
  if (edits.length === 0) throw new ExpectedError(vscode.l10n.t('This document has no name that could be changed.'));
  const file = await newFile(uri, name, newName);
  const secrets = newName === name ? new Map<string, string>() : await askSecrets(face, uri, name, newName);
  const change = new vscode.WorkspaceEdit();
  replaceAll(change, uri, text, [...edits, ...renameReferences(text, secrets)]);
  for (const call of await callsOf(face, uri, name))
    replaceAll(change, call.uri, call.text, language.renameCalled(call.text, name, newName));
  if (file) change.renameFile(uri, file, { overwrite: false });
  // Before the text refers to them.
  await storeRenamed(face, uri, secrets);
  return { change, uri: file ?? uri, secrets };
}

function replaceAll(change: vscode.WorkspaceEdit, uri: vscode.Uri, text: string, edits: readonly Edit[]): void {
  for (const edit of edits) change.replace(uri, rangeOf(text, edit), edit.content);
}

/** A file that is not called after its integration keeps its name. */
async function newFile(uri: vscode.Uri, name: string, newName: string): Promise<vscode.Uri | undefined> {
  if (uri.scheme === 'untitled' || !uri.path.endsWith(`/${fileNameOf(name)}`)) return undefined;
  const file = vscode.Uri.joinPath(uri, '..', fileNameOf(newName));
  if (file.toString() === uri.toString()) return undefined;
  // Another spelling of the same name is the same file where the file system does not tell them apart.
  const isSame = file.path.toLowerCase() === uri.path.toLowerCase();
  if (!isSame && (await exists(file))) throw new ExpectedError(alreadyThere(file));
  return file;
}
