// Keeps on this machine what it takes to take pulls and pushes back, for this window and those that come after it.
import { createHmac, randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { createUndoRuns, type RunFolders, type UndoRuns } from '../../core/sync/undoRuns.ts';
import type { ReplacingParts } from '../platforms/modelReplacing.ts';
import { recordFolder } from '../platforms/recordFolder.ts';

export type UndoStoreParts = Pick<ReplacingParts, 'storage' | 'keys' | 'owner' | 'isAlive'>;

export function createUndoStore({ storage, keys, owner, isAlive }: UndoStoreParts): UndoRuns {
  return createUndoRuns({
    folders: runFolders(vscode.Uri.joinPath(storage, 'undo')),
    secrets: keys,
    sign: (key, content) => createHmac('sha256', key).update(content).digest('base64url'),
    word: () => randomBytes(18).toString('hex'),
    now: () => Date.now(),
    owner,
    isAlive,
  });
}

function runFolders(root: vscode.Uri): RunFolders {
  const at = (id: string): vscode.Uri => vscode.Uri.joinPath(root, id);
  return {
    ids: () => recordFolder(root).names(),
    files: (id) => recordFolder(at(id)),
    async remove(id) {
      await vscode.workspace.fs.delete(at(id), { recursive: true }).then(undefined, () => undefined);
    },
  };
}
