// Where a model goes that is imported: a folder of the workspace or a platform.
import * as vscode from 'vscode';
import type { PlatformConnection } from '../../core/platform/platform.ts';
import type { Face } from '../face.ts';
import { chosenFolder } from '../newFile.ts';
import { refusalFor } from './permitted.ts';
import { platformUri, remoteHome } from './remoteAddress.ts';
import { asNode, choosePermitted } from '../target.ts';

export type ImportTarget = vscode.WorkspaceFolder | PlatformConnection;

export const isConnection = (target: ImportTarget): target is PlatformConnection => 'signIn' in target;

/** A node of a platform means that platform; without connections there is nothing to choose. */
export async function importTarget(face: Face, arg: unknown): Promise<ImportTarget> {
  const node = asNode(arg);
  const home = node && 'home' in node ? node.home : undefined;
  const connections = face.connections.all;
  const meant = connections.find(({ id }) => home?.remote && home.id === remoteHome({ authority: id }));
  if (meant) return meant;
  if (connections.length === 0 || home) return chosenFolder();
  const folder = vscode.l10n.t('$(root-folder) This Workspace');
  const items = [
    ...(vscode.workspace.workspaceFolders ? [{ label: folder, connection: undefined }] : []),
    ...connections.map((connection) => ({
      label: `$(server-environment) ${connection.name}`,
      description: connection.url,
      connection,
    })),
  ];
  const refusalOf = ({ connection }: (typeof items)[number]): string | undefined =>
    connection && refusalFor(face, 'importModel', platformUri(connection.id));
  const [only] = items;
  const question = vscode.l10n.t('Import the model to where?');
  const chosen = items.length === 1 && only ? only : await choosePermitted(items, question, refusalOf);
  return chosen.connection ?? chosenFolder();
}
