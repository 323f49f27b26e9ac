// Creates a call document for an operation of an integration, with a sample filled in, and opens it.
import * as vscode from 'vscode';
import { readIntegration } from '../../core/integration.ts';
import { callLanguageId } from '../calls/callLenses.ts';
import type { Face } from '../face.ts';
import { exists } from '../exists.ts';
import { askPath, createFile, wordOf } from '../newFile.ts';
import { chooseOperation } from '../calls/operations.ts';
import { chooseCallable, readDetail } from '../calls/calling.ts';

/** Of an integration, or of an operation in the tree; `operationId` names the operation for keybindings and links. */
export async function newCall(face: Face, arg?: unknown, operationId?: unknown): Promise<void> {
  const question = vscode.l10n.t('New call document of which integration?');
  const { uri, model, wanted } = await chooseCallable(face, arg, question, operationId);
  const operation = await chooseOperation(face, uri, model, wanted);
  const { name } = readIntegration(await face.catalog.text(uri));
  const text = (await face.testCalls()).sampleCall(name, await readDetail(face, model, operation));
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const document = folder
    ? await vscode.workspace.openTextDocument(await createCall(folder, `${name}-${operation.id}`, text))
    : await vscode.workspace.openTextDocument({ language: callLanguageId, content: text });
  await vscode.window.showTextDocument(document);
}

async function createCall(folder: vscode.WorkspaceFolder, name: string, text: string): Promise<vscode.Uri> {
  const value = await freePath(folder, `calls/${wordOf(name)}`);
  const prompt = vscode.l10n.t('File of the new call document');
  const file = await askPath(folder, ending, { prompt, value });
  await createFile(file, text);
  return file;
}

const ending = '.call.json';

/** One that is not there yet: an operation may well be called in several ways. */
async function freePath(folder: vscode.WorkspaceFolder, path: string): Promise<string> {
  for (let number = 1; ; number++) {
    const file = `${path}${number === 1 ? '' : `-${number}`}${ending}`;
    if (!(await exists(vscode.Uri.joinPath(folder.uri, file)))) return file;
  }
}
