// Brings an OpenAPI document from a file, an editor or a URL into the workspace as a model, after a look at what it is.
import * as vscode from 'vscode';
import type { Model } from '../../core/model.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { reviewImport } from '../importReview.ts';
import { newDocument } from '../modelSource.ts';
import { chosenFolder } from '../newFile.ts';
import { inform } from '../notify.ts';

export async function importModel(face: Face, arg?: unknown): Promise<void> {
  const folder = await chosenFolder();
  await face.catalog.load();
  const document = await newDocument(face, arg instanceof vscode.Uri ? arg : undefined);
  const { target, bytes, model } = await reviewImport(face, folder, document);
  await vscode.workspace.fs.writeFile(target, bytes);
  await vscode.commands.executeCommand('vscode.open', target);
  void guarded(face, 'importModel', () => offerIntegration(model, target));
}

async function offerIntegration(model: Model, uri: vscode.Uri): Promise<void> {
  const create = vscode.l10n.t('New Integration');
  const message = vscode.l10n.t('Imported "{0}" with {1} operations.', model.id, model.operations.length);
  if ((await inform(message, create)) === create)
    await vscode.commands.executeCommand('integrations.newIntegration', uri);
}
