// Actions on the whole text of an integration: fix all, convert to the current shape, sort the keys.
import * as vscode from 'vscode';
import { largestIntegration } from '../../core/catalog.ts';
import type { SourceAction } from '../../core/advanced/sourceActions.ts';
import type { Problem } from '../../core/problem.ts';
import { accessTo } from '../platforms/documentAccess.ts';
import type { Face } from '../face.ts';
import { toWorkspaceEdit } from '../workspaceEdit.ts';

interface Known {
  readonly version: number;
  readonly problems: readonly Problem[];
  readonly actions: readonly SourceAction[];
}

/** VS Code asks at every move of the cursor; what there is changes with the text alone. */
const known = new WeakMap<vscode.TextDocument, Known>();

export async function sourceActionsOf(
  face: Face,
  document: vscode.TextDocument,
  only: vscode.CodeActionKind | undefined,
): Promise<vscode.CodeAction[]> {
  const text = document.getText();
  if (text.length > largestIntegration || wants(only, vscode.CodeActionKind.QuickFix)) return [];
  // They go over the whole text, and it is saved as a whole or not at all.
  if (!accessTo(face, document).rest) return [];
  // While a document is being saved, its published problems may still be those of the text before.
  const problems = only ? await face.problems.check(document.uri, text) : face.problems.of(document.uri);
  const actions = await actionsOf(face, document, problems);
  return actions
    .filter(({ kind }) => !only || only.contains(vscode.CodeActionKind.Empty.append(kind)))
    .map(({ kind, title, edits }) => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.Empty.append(kind));
      action.edit = toWorkspaceEdit(document, edits);
      return action;
    });
}

const wants = (only: vscode.CodeActionKind | undefined, kind: vscode.CodeActionKind): boolean =>
  only !== undefined && kind.contains(only);

async function actionsOf(
  face: Face,
  document: vscode.TextDocument,
  problems: readonly Problem[],
): Promise<readonly SourceAction[]> {
  const { version } = document;
  const before = known.get(document);
  if (before?.version === version && before.problems === problems) return before.actions;
  const actions = (await face.language()).sourceActions(document.getText(), problems);
  known.set(document, { version, problems, actions });
  return actions;
}
