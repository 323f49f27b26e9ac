// The home of a document: the folder of the workspace that it lies in, by its address.
import * as vscode from 'vscode';
import { isRemote, remoteHome } from './platforms/remoteAddress.ts';

export const homeOf = (uri: vscode.Uri): string | undefined =>
  isRemote(uri) ? remoteHome(uri) : vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();
