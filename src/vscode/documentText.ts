// The texts of documents: as they stand in an editor, saved or not, or as their files have them.
import * as vscode from 'vscode';

/** The text of the open editor, else of the file. */
export async function documentText(uri: vscode.Uri): Promise<string> {
  const open = openText(uri);
  if (open !== undefined) return open;
  const bytes = await vscode.workspace.fs.readFile(uri);
  // Asked again: the document may have been opened and changed while the file was read.
  return openText(uri) ?? decode(bytes);
}

export interface DocumentBytes {
  /** Undefined where it is not open. */
  readonly text: string | undefined;
  readonly bytes: Uint8Array;
}

/** As the editor shows it, else as the file has it. */
export async function documentBytes(uri: vscode.Uri): Promise<DocumentBytes> {
  const text = openText(uri);
  return { text, bytes: text === undefined ? await vscode.workspace.fs.readFile(uri) : new TextEncoder().encode(text) };
}

export function openText(uri: vscode.Uri): string | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString())?.getText();
}

export function decode(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
