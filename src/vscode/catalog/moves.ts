// An integration that moves takes along what is known of it beside its text: its calls and its last operation.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { moveLastOperation } from '../calls/operations.ts';

export function followMoves(face: Face): vscode.Disposable {
  return vscode.workspace.onDidRenameFiles(({ files }) => {
    for (const { oldUri, newUri } of files) {
      if (!newUri.path.endsWith('.integration.json')) continue;
      face.reports.move(oldUri, newUri);
      void moveLastOperation(face, oldUri, newUri);
    }
  });
}
