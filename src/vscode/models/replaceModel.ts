// Writes a newer document over that of a model, with the files beside it and the integrations, in one edit.
import * as vscode from 'vscode';
import { decodeText } from '../../core/models/decodeText.ts';
import { setValues } from '../../core/edit.ts';
import type { Change } from '../../core/problem.ts';
import { exists } from '../exists.ts';
import { fileBeside } from './modelFiles.ts';
import { ExpectedError } from '../expectedError.ts';
import { toWorkspaceEdit, wholeText } from '../workspaceEdit.ts';

export interface Replacement {
  /** The document that is replaced. */
  readonly uri: vscode.Uri;
  readonly text: string;
  /** By their paths as seen from the document. */
  readonly beside: ReadonlyMap<string, Uint8Array>;
}

export interface Changed {
  readonly document: vscode.TextDocument;
  readonly changes: readonly Change[];
}

interface Before {
  readonly document: vscode.TextDocument;
  readonly text: string;
  readonly wasDirty: boolean;
}

/** Gives what takes it all back. Documents that had unsaved changes before keep them, and stay unsaved. */
export async function replaceModel(
  { uri, text, beside }: Replacement,
  others: readonly Changed[],
): Promise<() => Promise<void>> {
  const { existing, created } = await filesFor(uri, beside);
  const whole = new Map([[await vscode.workspace.openTextDocument(uri), text], ...existing]);
  const documents = [...whole.keys(), ...others.map(({ document }) => document)];
  const before = documents.map((document) => ({ document, text: document.getText(), wasDirty: document.isDirty }));
  const change = new vscode.WorkspaceEdit();
  for (const [target, contents] of created) change.createFile(target, { contents });
  for (const [document, newText] of whole) change.set(document.uri, wholeText(document, newText).get(document.uri));
  for (const { document, changes } of others) {
    const edits = toWorkspaceEdit(document, setValues(document.getText(), changes)).get(document.uri);
    change.set(document.uri, edits);
  }
  await applyAll(change, before);
  return async () => {
    const back = new vscode.WorkspaceEdit();
    for (const { document, text: old } of before) back.set(document.uri, wholeText(document, old).get(document.uri));
    for (const [target] of created) back.deleteFile(target, { ignoreIfNotExists: true });
    await applyAll(back, before);
  };
}

interface Files {
  readonly existing: readonly (readonly [vscode.TextDocument, string])[];
  readonly created: readonly (readonly [vscode.Uri, Uint8Array])[];
}

async function filesFor(uri: vscode.Uri, beside: ReadonlyMap<string, Uint8Array>): Promise<Files> {
  const existing: [vscode.TextDocument, string][] = [];
  const created: [vscode.Uri, Uint8Array][] = [];
  for (const [path, content] of beside) {
    const target = fileBeside(uri, path);
    if (!target) throw new ExpectedError(vscode.l10n.t('"{0}" would be written outside of the folder.', path));
    if (await exists(target)) existing.push([await vscode.workspace.openTextDocument(target), decodeText(content)]);
    else created.push([target, content]);
  }
  return { existing: existing.filter(([document, text]) => document.getText() !== text), created };
}

async function applyAll(change: vscode.WorkspaceEdit, before: readonly Before[]): Promise<void> {
  if (!(await vscode.workspace.applyEdit(change)))
    throw new ExpectedError(vscode.l10n.t('The documents could not be changed.'));
  for (const { document, wasDirty } of before) if (!wasDirty) await document.save();
}
