// Takes back in a folder what a pull did there.
import * as vscode from 'vscode';
import { failed, ok } from '../../core/request.ts';
import { putBack } from '../../core/sync/cutText.ts';
import { lostCopy, nothingToTakeBack, type LeftStep, type TakenBack, type UndoHome } from '../../core/sync/undoSync.ts';
import { exists } from '../exists.ts';
import { fileChanged, standing, writeBytes, writeText } from './folderFile.ts';

export const createFolderUndo = (root: vscode.Uri): UndoHome => ({ takeBack: (step) => takeBack(root, step) });

async function takeBack(root: vscode.Uri, step: LeftStep): TakenBack {
  const file = vscode.Uri.parse(step.file ?? '');
  const now = await standing(file);
  if (!step.before) return now === undefined ? nothingToTakeBack : deleteMade(file, step, now);
  const old = putBack(step.before, step.values, now);
  if (old === undefined) return failed(now === undefined && step.after !== undefined ? gone() : lostCopy());
  if (now === old) return nothingToTakeBack;
  if (step.after === undefined) return makeAgain(root, file, old, now);
  if (now === undefined) return failed(gone());
  if (!(await step.isAsLeft(now))) return failed(fileChanged());
  return ok(await writeText(file, old));
}

async function deleteMade(file: vscode.Uri, step: LeftStep, now: string): TakenBack {
  if (!(await step.isAsLeft(now))) return failed(fileChanged());
  await vscode.workspace.fs.delete(file);
  return ok([]);
}

async function makeAgain(root: vscode.Uri, file: vscode.Uri, old: string, now: string | undefined): TakenBack {
  if (now !== undefined) return failed(vscode.l10n.t('There is another file in its place.'));
  if (!(await exists(root)))
    return failed(vscode.l10n.t('The folder {0} is gone.', vscode.workspace.asRelativePath(root)));
  await writeBytes(file, old);
  return ok([]);
}

const gone = (): string => vscode.l10n.t('Its file is gone.');
