// Changes to the text of a document, as small as they can be and one after the other.
import * as vscode from 'vscode';
import { setNumber, setValue, setValues, type Edit } from '../core/edit.ts';
import { readJson } from '../core/json.ts';
import type { Change } from '../core/problem.ts';
import type { Path } from '../core/pointer.ts';
import { isReadOnly, tookChange } from './readOnly.ts';
import { toWorkspaceEdit, wholeText } from './workspaceEdit.ts';

const queues = new WeakMap<vscode.TextDocument, Promise<unknown>>();

/** Why it was not done, in a sentence for the user; undefined when it was. */
export type Refusal = string | undefined;

/**
 * Applies what `make` says of the document's text at that moment. Edits wait for each other, so that none is
 * computed on a text that another is about to change. VS Code refuses a read-only document, we one whose JSON is broken.
 */
export async function editDocument(
  document: vscode.TextDocument,
  make: (text: string) => readonly Edit[],
): Promise<Refusal> {
  const before = queues.get(document) ?? Promise.resolve();
  const once = async (): Promise<Refusal> => {
    const broken = whyBroken(document);
    if (broken !== undefined || (await apply(document, make(document.getText())))) return broken;
    return vscode.l10n.t('The document could not be changed. Is it read-only?');
  };
  // VS Code refuses an edit of a version that is no longer the newest: then it is made once more.
  const applied = before.then(async () => ((await once()) === undefined ? undefined : once()));
  queues.set(
    document,
    applied.catch(() => undefined),
  );
  return applied;
}

/** In a text that cannot be read nobody can tell where a change belongs: it would land in the wrong object. */
export const whyBroken = (document: vscode.TextDocument): Refusal =>
  readJson(document.getText()).errors.length === 0
    ? undefined
    : vscode.l10n.t(
        'The JSON cannot be read at the moment, so nothing was changed. Mend it in the Advanced View first.',
      );

export const setChange =
  ({ path, value }: Change) =>
  (text: string): Edit[] =>
    setValue(text, path, value);
export const setDigits =
  (path: Path, digits: string) =>
  (text: string): Edit[] =>
    setNumber(text, path, digits);

/** Several changes in one step, each seen by the next. */
export const setAll =
  (changes: readonly Change[]) =>
  (text: string): Edit[] =>
    setValues(text, changes);

/** VS Code itself would change the text of a read-only document, which then can never be saved. */
async function apply(document: vscode.TextDocument, edits: readonly Edit[]): Promise<boolean> {
  if (isReadOnly(document.uri)) return false;
  if (edits.length === 0) return true;
  const before = document.getText();
  if (!(await vscode.workspace.applyEdit(toWorkspaceEdit(document, edits)))) return false;
  if (await tookChange(document)) return true;
  await vscode.workspace.applyEdit(wholeText(document, before));
  return false;
}
