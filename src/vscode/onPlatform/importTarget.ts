// Where a model goes that is imported: a folder of the workspace or a platform.
import * as vscode from 'vscode';
import type { Home } from '../../core/catalog.ts';
import { may } from '../../core/platform/permissions.ts';
import type { PlatformConnection } from '../../core/platform/platform.ts';
import type { Face } from '../face.ts';
import { chosenFolder } from '../newFile.ts';
import { remoteHome } from '../remoteAddress.ts';
import { asNode, choose } from '../target.ts';

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
    ...connections.map((connection) => itemOf(connection, face.connections.home(connection.id))),
  ];
  const [only] = items;
  const chosen = items.length === 1 && only ? only : await choose(items, vscode.l10n.t('Import the model to where?'));
  return chosen.connection ?? chosenFolder();
}

interface Item extends vscode.QuickPickItem {
  readonly connection: PlatformConnection | undefined;
}

function itemOf(connection: PlatformConnection, home: Home | undefined): Item {
  const permission = 'IntegrationModels.createIntegrationModel';
  const isAllowed = may(home?.remote?.permissions, permission);
  const description = isAllowed ? connection.url : vscode.l10n.t('your user lacks the permission {0}', permission);
  return { label: `$(server-environment) ${connection.name}`, description, connection };
}
