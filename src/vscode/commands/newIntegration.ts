// Creates an integration from a model: asks for its name and file, writes it and opens its form.
import * as vscode from 'vscode';
import { newIntegration as textOf } from '../../core/newIntegration.ts';
import type { Face } from '../face.ts';
import { askFile, askName, chosenFolder, createFile } from '../newFile.ts';
import { ExpectedError } from '../expectedError.ts';
import { refusalFor, requirePermitted } from '../platforms/permitted.ts';
import { integrationUri, isRemote } from '../platforms/remoteAddress.ts';
import { openFace } from '../reveal.ts';
import { asNode, choosePermitted, modelFor } from '../target.ts';
import { formViewType } from '../form/formViewType.ts';

export async function newIntegration(face: Face, arg?: unknown): Promise<void> {
  const node = asNode(arg);
  const remote = (node?.kind === 'model' || node?.kind === 'listedModel') && node.home.remote ? node : undefined;
  if (arg instanceof vscode.Uri && isRemote(arg)) return onPlatform(face, arg);
  if (remote) return onPlatform(face, vscode.Uri.parse(remote.entry.uri));
  const { model, entry } = await modelFor(face, arg, vscode.l10n.t('New integration of which model?'));
  const uri = vscode.Uri.parse(entry.uri);
  if (!node && isRemote(uri) && (await isForPlatform(face, uri))) return onPlatform(face, uri);
  const folder = await chosenFolder();
  const name = await askName(face, folder.uri, vscode.l10n.t('Name of the new integration of {0}', model.id), '');
  const target = await askFile(face, folder, name);
  await createFile(target, textOf(name, model));
  await openFace(target, formViewType);
}

/** Who chose the model of a platform may want the integration there, or as a file. */
async function isForPlatform(face: Face, uri: vscode.Uri): Promise<boolean> {
  const platform = face.connections.all.find(({ id }) => id === uri.authority);
  const items = [
    {
      label: `$(server-environment) ${platform?.name ?? uri.authority}`,
      description: platform?.url ?? '',
      isThere: true,
    },
    { label: vscode.l10n.t('$(root-folder) This Workspace'), isThere: false },
  ];
  if (!vscode.workspace.workspaceFolders) return true;
  const refusalOf = ({ isThere }: (typeof items)[number]): string | undefined =>
    isThere ? refusalFor(face, 'newIntegration', uri) : undefined;
  return (await choosePermitted(items, vscode.l10n.t('Create the integration where?'), refusalOf)).isThere;
}

/** The platform keeps it under its name, so there is no file to ask for. */
async function onPlatform(face: Face, uri: vscode.Uri): Promise<void> {
  requirePermitted(face, 'newIntegration', uri);
  await face.catalog.others.readModel(uri);
  const entry = face.catalog.entry(uri);
  const model = entry?.kind === 'model' ? entry.model : undefined;
  if (!model) throw new ExpectedError(entry?.error ?? vscode.l10n.t('The platform no longer has this model.'));
  const name = await askName(face, uri, vscode.l10n.t('Name of the new integration of {0}', model.id), '');
  const target = integrationUri(uri.authority, name);
  await createFile(target, textOf(name, model));
  await openFace(target, formViewType);
}
