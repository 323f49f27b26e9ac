// Replaces a model by a newer document and brings its integrations along, all in one step that can be undone.
import * as vscode from 'vscode';
import { entriesOf, type IntegrationEntry, type ModelEntry } from '../../core/catalog.ts';
import { decodeText } from '../../core/models/decodeText.ts';
import { readIntegration } from '../../core/integration.ts';
import { looksLikeJson } from '../../core/json.ts';
import type { Model } from '../../core/model.ts';
import { migrate, type Migration } from '../../core/models/migrate.ts';
import { consequences, listed } from '../models/consequences.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { newDocument } from '../models/modelSource.ts';
import { confirm, inform } from '../notify.ts';
import { ExpectedError } from '../expectedError.ts';
import { importToPlatform } from '../platforms/importToPlatform.ts';
import { requirePermitted } from '../platforms/permitted.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import { replaceModel } from '../models/replaceModel.ts';
import { asNode, modelFor } from '../target.ts';
import { importModel } from './importModel.ts';

export async function updateModel(face: Face, arg?: unknown): Promise<void> {
  const node = asNode(arg);
  // There a model is replaced, not edited.
  if (node && 'home' in node && node.home.remote) {
    if ('entry' in node) requirePermitted(face, 'updateModel', vscode.Uri.parse(node.entry.uri));
    return importModel(face, node);
  }
  const { model: before, entry } = await modelFor(face, arg, vscode.l10n.t('Update which model?'), 'updateModel');
  const uri = vscode.Uri.parse(entry.uri);
  const platform = isRemote(uri) ? face.connections.all.find(({ id }) => id === uri.authority) : undefined;
  if (platform) return importToPlatform(face, platform, await newDocument(face, undefined));
  const { bytes, model: after, beside } = await newDocument(face, undefined);
  const touched = await touchedBy(face, before, after);
  const update = vscode.l10n.t('Update');
  const only = vscode.l10n.t('Model Only');
  const question = vscode.l10n.t('Replace "{0}" by "{1}"?', before.id, after.id);
  const actions = touched.length > 0 ? [update, only] : [update];
  refuseOtherFormat(uri, bytes);
  const files = listed(vscode.l10n.t('Files that are written beside it: {0}', beside.size), [...beside.keys()]);
  const told = consequences(
    before,
    after,
    touched.map(({ entry: { name }, migration: { notes } }) => ({
      name,
      notes: notes.length > 0 ? notes : [follows()],
    })),
  );
  const both =
    touched.length > 0
      ? vscode.l10n.t('"Update" also changes these integrations; "Model Only" leaves their files alone.')
      : '';
  const notes = [otherOwner(face, entry, after), told, both, files];
  const answer = await confirm(question, notes.filter(Boolean).join('\n'), ...actions);
  if (answer === undefined) throw new vscode.CancellationError();
  const others =
    answer === update ? touched.map(({ document, migration: { changes } }) => ({ document, changes })) : [];
  const restore = await replaceModel({ uri, text: decodeText(bytes), beside }, others);
  void guarded(face, 'undo', () => offerUndo(before, after, restore));
}

/** A file that is changed is named, whatever the change is. */
const follows = (): string => vscode.l10n.t('Follows the new id of its model.');

async function offerUndo(before: Model, after: Model, restore: () => Promise<void>): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  if ((await inform(vscode.l10n.t('"{0}" has replaced "{1}".', after.id, before.id), undo)) === undo) await restore();
}

/** A file's name says how it is written: YAML in a .json file is broken for every other tool. */
function refuseOtherFormat({ path }: vscode.Uri, bytes: Uint8Array): void {
  if (path.endsWith('.json') && !looksLikeJson(decodeText(bytes.slice(0, 4096))))
    throw new ExpectedError(
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
  const entries = entriesOf(face.catalog.folders, 'integration').filter(({ modelId }) => modelId === before.id);
  const all = await Promise.all(
    entries.map(async (entry) => {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(entry.uri));
      return { entry, document, migration: migrate(readIntegration(document.getText()), before, after) };
    }),
  );
  return all.filter(({ migration: { changes, notes } }) => changes.length + notes.length > 0);
}
