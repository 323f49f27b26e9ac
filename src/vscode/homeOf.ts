// The home of a document: the folder of the workspace that it lies in, by its address.
import * as vscode from 'vscode';

export const homeOf = (uri: vscode.Uri): string | undefined => vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();
