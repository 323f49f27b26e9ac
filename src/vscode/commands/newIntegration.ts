// Creates an integration from a model: asks for its name and file, writes it and opens its form.
import * as vscode from 'vscode';
import { newIntegration as textOf } from '../../core/newIntegration.ts';
import type { Face } from '../face.ts';
import { askFile, askName, chosenFolder, createFile } from '../newFile.ts';
import { ExpectedError } from '../expectedError.ts';
import { integrationUri, isRemote } from '../remoteAddress.ts';
import { openFace } from '../reveal.ts';
import { asNode, modelFor } from '../target.ts';
import { formViewType } from '../formViewType.ts';

export async function newIntegration(face: Face, arg?: unknown): Promise<void> {
  const node = asNode(arg);
  const remote = (node?.kind === 'model' || node?.kind === 'listedModel') && node.home.remote ? node : undefined;
  if (arg instanceof vscode.Uri && isRemote(arg)) return onPlatform(face, arg);
  if (remote) return onPlatform(face, vscode.Uri.parse(remote.entry.uri));
  const { model } = await modelFor(face, arg, vscode.l10n.t('New integration of which model?'));
  const folder = await chosenFolder();
  const name = await askName(face, folder.uri, vscode.l10n.t('Name of the new integration of {0}', model.id), '');
  const target = await askFile(face, folder, name);
  await createFile(target, textOf(name, model));
  await openFace(target, formViewType);
}

/** The platform keeps it under its name, so there is no file to ask for. */
async function onPlatform(face: Face, uri: vscode.Uri): Promise<void> {
  await face.catalog.others.readModel(uri);
  const entry = face.catalog.entry(uri);
  const model = entry?.kind === 'model' ? entry.model : undefined;
  if (!model) throw new ExpectedError(entry?.error ?? vscode.l10n.t('The platform no longer has this model.'));
  const name = await askName(face, uri, vscode.l10n.t('Name of the new integration of {0}', model.id), '');
  const target = integrationUri(uri.authority, name);
  await createFile(target, textOf(name, model));
  await openFace(target, formViewType);
}
