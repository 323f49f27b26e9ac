// Quick fixes in the Advanced View: what each problem offers, and what else helps with secrets.
import * as vscode from 'vscode';
import { readIntegration } from '../../core/integration.ts';
import { mayEdit } from '../../core/platform/access.ts';
import { changesOf, type Problem } from '../../core/problem.ts';
import { accessTo, withPermittedFixes } from '../platforms/documentAccess.ts';
import { setAll } from '../edits.ts';
import type { Face } from '../face.ts';
import { fixCommand } from './fixCommand.ts';
import { toWorkspaceEdit } from '../workspaceEdit.ts';

export function provideCodeActions(
  face: Face,
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const own = diagnostics.filter(({ source }) => source === 'integration');
  // VS Code asks at each move of the cursor.
  if (own.length === 0) return [];
  const integration = readIntegration(document.getText());
  const access = accessTo(face, document);
  const problems = withPermittedFixes(face.problems.of(document.uri), integration, access);
  return problems.flatMap((problem) => {
    const diagnostic = own.find(({ code, message }) => code === problem.code && message === problem.message);
    return diagnostic ? actionsFor(document, problem, diagnostic, mayEdit(access, integration, problem.path)) : [];
  });
}

function actionsFor(
  document: vscode.TextDocument,
  problem: Problem,
  diagnostic: vscode.Diagnostic,
  isEditable: boolean,
): vscode.CodeAction[] {
  const actions = (problem.fixes ?? []).map((fix) => {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    const command = fixCommand(document.uri, fix);
    if (command) action.command = command;
    else action.edit = toWorkspaceEdit(document, setAll(changesOf(fix))(document.getText()));
    if (fix.run === 'moveSecret') action.isPreferred = true;
    return action;
  });
  if (problem.code === 'literal-secret' && isEditable) actions.push(moveAllSecrets());
  if (problem.code === 'secret-missing' || problem.code === 'secret-on-platform')
    actions.push(setSecret(document, problem));
  for (const action of actions) action.diagnostics = [diagnostic];
  return actions;
}

function moveAllSecrets(): vscode.CodeAction {
  const title = vscode.l10n.t('Move All Secrets of the Workspace to Secret Store…');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: 'integrations.moveAllSecrets', title };
  return action;
}

function setSecret(document: vscode.TextDocument, problem: Problem): vscode.CodeAction {
  const title = vscode.l10n.t('Set Secret…');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: 'integrations.setSecret', title, arguments: [document.uri, problem.path] };
  return action;
}
