// A file of a folder as pulls read and write it: through the editor where it is open.
import * as vscode from 'vscode';
import { sameBytes } from '../../core/sameBytes.ts';
import { decode } from '../documentText.ts';
import { ExpectedError } from '../expectedError.ts';
import { wholeText } from '../workspaceEdit.ts';

const openDocument = (file: vscode.Uri): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());

export const isDirty = (file: vscode.Uri): boolean => openDocument(file)?.isDirty === true;

/** What stands there, unsaved changes and all; undefined where there is no file. */
export async function standing(file: vscode.Uri): Promise<string | undefined> {
  if (isDirty(file)) return openDocument(file)?.getText();
  const bytes = await bytesOf(file);
  return bytes && decode(bytes);
}

/** With its byte order mark. */
export async function wholeTextOf(file: vscode.Uri): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(file));
}

/** Read as such, any other bytes would not come back as they were. */
export async function isUtf8(file: vscode.Uri): Promise<boolean> {
  const text = new TextEncoder().encode(await wholeTextOf(file));
  return sameBytes(text, await vscode.workspace.fs.readFile(file));
}

/** Its undo, and changes that nobody saved yet, stay. What is to be known of it: whether the file has it too. */
export async function writeText(file: vscode.Uri, text: string): Promise<readonly string[]> {
  const open = openDocument(file);
  if (!open) {
    const before = await bytesOf(file);
    const isMarked = before?.[0] === 0xef && before[1] === 0xbb && before[2] === 0xbf;
    await writeBytes(file, isMarked ? `\uFEFF${text}` : text);
    return [];
  }
  const wasDirty = open.isDirty;
  if (!(await vscode.workspace.applyEdit(wholeText(open, text))))
    throw new ExpectedError(vscode.l10n.t('The documents could not be changed.'));
  if (wasDirty) return [vscode.l10n.t('It had unsaved changes: this one is not saved either.')];
  return (await open.save()) ? [] : [vscode.l10n.t('It is changed in its editor, but could not be saved.')];
}

export const writeBytes = (file: vscode.Uri, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));

const bytesOf = (file: vscode.Uri): Promise<Uint8Array | undefined> =>
  Promise.resolve(
    vscode.workspace.fs.readFile(file).then(
      (bytes) => bytes,
      () => undefined,
    ),
  );

export const fileChanged = (): string =>
  vscode.l10n.t('Its file was changed meanwhile, and stays as it is. Compare again.');
