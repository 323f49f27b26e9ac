// Words for people about errors that others threw.
import * as vscode from 'vscode';

export function messageOf(error: unknown): string {
  if (error instanceof vscode.FileSystemError) return fileMessage(error);
  return error instanceof Error ? error.message : String(error);
}

function fileMessage(error: vscode.FileSystemError): string {
  switch (error.code) {
    case 'FileNotFound':
      return vscode.l10n.t('The file is no longer there.');
    case 'NoPermissions':
      return vscode.l10n.t('The file may not be read or written.');
    default:
      return error.message;
  }
}
