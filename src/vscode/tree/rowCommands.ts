// What a click on a row of a view does. VS Code forgets the arguments of an extension's own command as soon as a row is drawn
// anew, and then a click does nothing; those of its own commands stay with the row.
import * as vscode from 'vscode';
import { formViewType } from '../form/formViewType.ts';

export function openFormCommand(uri: vscode.Uri): vscode.Command {
  return { command: 'vscode.openWith', title: vscode.l10n.t('Open'), arguments: [uri, formViewType] };
}

export function openCommand(uri: vscode.Uri, title = vscode.l10n.t('Open')): vscode.Command {
  return { command: 'vscode.open', title, arguments: [uri] };
}
