// The files that a call document sends: beside it, or further in its workspace folder, and nowhere else.
import * as vscode from 'vscode';
import type { CallDocument } from '../../core/callDocuments/callDocument.ts';
import type { NamedFile } from '../../core/calls/documentInput.ts';
import type { Problem } from '../../core/problem.ts';
import type { TestCalls } from '../../core/calls/testCalls.ts';
import { fileBeside } from '../models/modelFiles.ts';

/** The content of each file by its path as the document names it; one that is not there is left out. */
export async function readCallFiles(
  calls: TestCalls,
  document: vscode.Uri,
  call: CallDocument,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const { path } of calls.filesOf(call)) {
    const file = await allowedFile(document, path);
    if (file instanceof vscode.Uri && !found.has(path)) found.set(path, await vscode.workspace.fs.readFile(file));
  }
  return found;
}

/** What is wrong with the files that a document names. */
export async function fileProblems(calls: TestCalls, document: vscode.Uri, call: CallDocument): Promise<Problem[]> {
  const checked = await Promise.all(
    calls.filesOf(call).map(async (named) => ({ named, file: await allowedFile(document, named.path) })),
  );
  return checked.flatMap(({ named, file }) => (file instanceof vscode.Uri ? [] : [problemOf(named, file)]));
}

type Refusal = 'missing' | 'outside';

function problemOf({ at, path }: NamedFile, refusal: Refusal): Problem {
  const messages = {
    missing: vscode.l10n.t('The file "{0}" could not be read. Paths are relative to this document.', path),
    outside: vscode.l10n.t('The file "{0}" lies outside the workspace folder. Only files inside it are sent.', path),
  };
  return { code: `file-${refusal}`, severity: 'error', message: messages[refusal], path: at };
}

async function allowedFile(document: vscode.Uri, path: string): Promise<vscode.Uri | Refusal> {
  const base = placeOf(document);
  const file = fileBeside(base, path);
  if (!file) return 'outside';
  try {
    const { type } = await vscode.workspace.fs.stat(file);
    if ((type & vscode.FileType.File) === 0) return 'missing';
    return (await isLinked(base, file)) ? 'outside' : file;
  } catch {
    return 'missing';
  }
}

/** A document that is not saved yet lies, so to speak, at the top of the first folder. */
function placeOf(document: vscode.Uri): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  return document.scheme === 'untitled' && first ? vscode.Uri.joinPath(first.uri, 'untitled') : document;
}

/** A link leads out of the folder, wherever it leads: whoever wrote the folder may have made it. */
async function isLinked(base: vscode.Uri, file: vscode.Uri): Promise<boolean> {
  const home = vscode.workspace.getWorkspaceFolder(base)?.uri ?? vscode.Uri.joinPath(base, '..');
  for (let each = file; each.path.length > home.path.length; each = vscode.Uri.joinPath(each, '..')) {
    const { type } = await vscode.workspace.fs.stat(each);
    if ((type & vscode.FileType.SymbolicLink) !== 0) return true;
  }
  return false;
}
