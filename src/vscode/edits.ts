// Changes to the text of a document, as small as they can be and one after the other.
import * as vscode from 'vscode';
import { applyEdits } from 'jsonc-parser';
import { setNumber, setValue, type Edit } from '../core/edit.ts';
import type { Change } from '../core/problem.ts';
import type { Path } from '../core/pointer.ts';

const queues = new WeakMap<vscode.TextDocument, Promise<unknown>>();

/**
 * Applies what `make` says of the document's text at that moment. Edits wait for each other, so that none is
 * computed on a text that another is about to change. False when VS Code refuses (a read-only document).
 */
export async function editDocument(
  document: vscode.TextDocument,
  make: (text: string) => readonly Edit[],
): Promise<boolean> {
  const before = queues.get(document) ?? Promise.resolve();
  const applied = before.then(() => apply(document, make(document.getText())));
  queues.set(
    document,
    applied.catch(() => undefined),
  );
  return applied;
}

export const setChange =
  ({ path, value }: Change) =>
  (text: string): Edit[] =>
    setValue(text, path, value);
export const setDigits =
  (path: Path, digits: string) =>
  (text: string): Edit[] =>
    setNumber(text, path, digits);

/** Several changes in one step, each seen by the next. */
export function setAll(changes: readonly Change[]): (text: string) => Edit[] {
  return (text) => {
    if (changes.length === 1 && changes[0]) return setChange(changes[0])(text);
    const after = changes.reduce((current, change) => applyEdits(current, setChange(change)(current)), text);
    return difference(text, after);
  };
}

/** One edit from the first to the last character that differ. */
function difference(before: string, after: string): Edit[] {
  if (before === after) return [];
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return [{ offset: start, length: before.length - start - end, content: after.slice(start, after.length - end) }];
}

/** VS Code itself would change the text of a read-only document, which then can never be saved. */
async function apply(document: vscode.TextDocument, edits: readonly Edit[]): Promise<boolean> {
  if (vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) === false) return false;
  return edits.length === 0 || vscode.workspace.applyEdit(toWorkspaceEdit(document, edits));
}

export function toWorkspaceEdit(document: vscode.TextDocument, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const change = new vscode.WorkspaceEdit();
  for (const { offset, length, content } of edits) {
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    change.replace(document.uri, range, content);
  }
  return change;
}
