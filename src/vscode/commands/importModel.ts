// Brings an OpenAPI document from a file, an editor or a URL into the workspace or a platform as a model, after a look at what it is.
import * as vscode from 'vscode';
import type { ModelEntry } from '../../core/catalog.ts';
import type { Model } from '../../core/model.ts';
import { exists } from '../exists.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { reviewImport } from '../models/importReview.ts';
import { newDocument } from '../models/modelSource.ts';
import { importTarget, isConnection } from '../platforms/importTarget.ts';
import { importToPlatform } from '../platforms/importToPlatform.ts';
import { inform } from '../notify.ts';

export async function importModel(face: Face, arg?: unknown): Promise<void> {
  const place = await importTarget(face, arg);
  await face.catalog.load();
  const document = await newDocument(face, arg instanceof vscode.Uri ? arg : undefined);
  if (isConnection(place)) return importToPlatform(face, place, document);
  const { target, replaced, bytes, model } = await reviewImport(face, place, document);
  for (const [path, content] of document.beside)
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(target, '..', path), content);
  await vscode.workspace.fs.writeFile(target, bytes);
  if (replaced) await remove(replaced);
  await vscode.commands.executeCommand('vscode.open', target);
  void guarded(face, 'importModel', () => offerIntegration(face, model, target));
}

/** An edit, so that it can be undone. */
async function remove(file: vscode.Uri): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.deleteFile(file, { ignoreIfNotExists: true });
  await vscode.workspace.applyEdit(edit);
}

async function offerIntegration(face: Face, model: Model, uri: vscode.Uri): Promise<void> {
  const create = vscode.l10n.t('New Integration');
  const message = vscode.l10n.t('Imported "{0}" with {1} operations.', model.id, model.operations.length);
  const used = face.catalog.modelEntry(model.id);
  const unused =
    used && used.uri !== uri.toString() && (await exists(vscode.Uri.parse(used.uri)))
      ? vscode.l10n.t('Of the two documents {0} is the one that is used.', firstOf(used, uri))
      : '';
  if ((await inform(`${message} ${unused}`.trim(), create)) === create)
    await vscode.commands.executeCommand('integrations.newIntegration', uri);
}

/** Within a folder the new document goes behind the other. */
function firstOf(known: ModelEntry, added: vscode.Uri): string {
  const place = (uri: vscode.Uri): number => vscode.workspace.getWorkspaceFolder(uri)?.index ?? 0;
  return place(added) < place(vscode.Uri.parse(known.uri)) ? vscode.workspace.asRelativePath(added) : known.file;
}
