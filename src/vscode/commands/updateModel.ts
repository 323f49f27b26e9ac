// Replaces a model by a newer document and brings its integrations along, all in one step that can be undone.
import * as vscode from 'vscode';
import { entriesOf, type IntegrationEntry, type ModelEntry } from '../../core/catalog.ts';
import { setValues } from '../../core/edit.ts';
import { readIntegration } from '../../core/integration.ts';
import { looksLikeJson } from '../../core/json.ts';
import type { Model } from '../../core/model.ts';
import { compareModels, migrate, type Migration } from '../../core/modelChanges.ts';
import type { Face } from '../face.ts';
import { decode } from '../documentText.ts';
import { guarded } from '../guarded.ts';
import { newDocument } from '../modelSource.ts';
import { confirm, inform } from '../notify.ts';
import { modelFor } from '../target.ts';
import { toWorkspaceEdit, wholeText } from '../workspaceEdit.ts';

export async function updateModel(face: Face, arg?: unknown): Promise<void> {
  const { model: before, entry } = await modelFor(face, arg, vscode.l10n.t('Update which model?'));
  const { bytes, model: after } = await newDocument(face, undefined);
  const touched = await touchedBy(face, before, after);
  const update = vscode.l10n.t('Update');
  const only = vscode.l10n.t('Model Only');
  const question = vscode.l10n.t('Replace "{0}" by "{1}"?', before.id, after.id);
  const actions = touched.length > 0 ? [update, only] : [update];
  const uri = vscode.Uri.parse(entry.uri);
  refuseOtherFormat(uri, bytes);
  const notes = [otherOwner(face, entry, after), consequences(before, after, touched)].filter(Boolean).join('\n');
  const answer = await confirm(question, notes, ...actions);
  if (answer === undefined) throw new vscode.CancellationError();
  const restore = await apply(uri, decode(bytes), answer === update ? touched : []);
  void guarded(face, 'undo', () => offerUndo(before, after, restore));
}

async function offerUndo(before: Model, after: Model, restore: () => Promise<void>): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  if ((await inform(vscode.l10n.t('"{0}" has replaced "{1}".', after.id, before.id), undo)) === undo) await restore();
}

/** A file's name says how it is written: YAML in a .json file is broken for every other tool. */
function refuseOtherFormat({ path }: vscode.Uri, bytes: Uint8Array): void {
  if (path.endsWith('.json') && !looksLikeJson(decode(bytes.slice(0, 4096))))
    throw new Error(
      vscode.l10n.t('The new document is YAML and {0} is JSON. Use Import Model for it.', path.replace(/^.*\//, '')),
    );
}

function otherOwner(face: Face, entry: ModelEntry, after: Model): string {
  const other = face.catalog.modelEntry(after.id);
  return other && other.uri !== entry.uri
    ? vscode.l10n.t('{0} already has the model "{1}"; of two files only one is used.', other.file, after.id)
    : '';
}

interface Touched {
  readonly entry: IntegrationEntry;
  readonly document: vscode.TextDocument;
  readonly migration: Migration;
}

async function touchedBy(face: Face, before: Model, after: Model): Promise<Touched[]> {
  const entries = entriesOf(face.catalog.homes, 'integration').filter(({ modelId }) => modelId === before.id);
  const all = await Promise.all(
    entries.map(async (entry) => {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(entry.uri));
      return { entry, document, migration: migrate(readIntegration(document.getText()), before, after) };
    }),
  );
  return all.filter(({ migration }) => migration.changes.length > 0);
}

/** What happens to whom, before anything is written. */
function consequences(before: Model, after: Model, touched: readonly Touched[]): string {
  const { operationsGone, operationsNew } = compareModels(before, after);
  return [
    listed(vscode.l10n.t('Operations that are gone: {0}', operationsGone.length), operationsGone),
    listed(vscode.l10n.t('New operations: {0}', operationsNew.length), operationsNew),
    ...touched
      .slice(0, 10)
      .map(({ entry, migration }) => [entry.name, ...migration.notes.map((note) => `  ${note}`)].join('\n')),
    touched.length > 10 ? vscode.l10n.t('and {0} more integrations', touched.length - 10) : '',
    touched.length > 0
      ? vscode.l10n.t('"Update" also changes these integrations; "Model Only" leaves their files alone.')
      : '',
  ]
    .filter(Boolean)
    .join('\n');
}

function listed(title: string, ids: readonly string[]): string {
  if (ids.length === 0) return '';
  return `${title} (${ids.slice(0, 8).join(', ')}${ids.length > 8 ? ', …' : ''})`;
}

/** Gives what takes it all back. Documents that had unsaved changes before keep them, and stay unsaved. */
async function apply(uri: vscode.Uri, text: string, touched: readonly Touched[]): Promise<() => Promise<void>> {
  const model = await vscode.workspace.openTextDocument(uri);
  const documents = [model, ...touched.map((each) => each.document)];
  const before = documents.map((document) => ({ document, text: document.getText(), wasDirty: document.isDirty }));
  const change = wholeText(model, text);
  for (const { document, migration } of touched) {
    const edits = toWorkspaceEdit(document, setValues(document.getText(), migration.changes)).get(document.uri);
    change.set(document.uri, edits);
  }
  await applyAll(change, before);
  return async () => {
    const back = new vscode.WorkspaceEdit();
    for (const { document, text: old } of before) back.set(document.uri, wholeText(document, old).get(document.uri));
    await applyAll(back, before);
  };
}

async function applyAll(
  change: vscode.WorkspaceEdit,
  before: readonly { readonly document: vscode.TextDocument; readonly wasDirty: boolean }[],
): Promise<void> {
  if (!(await vscode.workspace.applyEdit(change)))
    throw new Error(vscode.l10n.t('The documents could not be changed.'));
  for (const { document, wasDirty } of before) if (!wasDirty) await document.save();
}
