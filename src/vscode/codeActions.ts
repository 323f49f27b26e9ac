// Quick fixes in the Advanced View: what each problem offers, and moving a plain secret out of the file.
import * as vscode from 'vscode';
import { readIntegration } from '../core/integration.ts';
import { mayEdit } from '../core/platform/access.ts';
import { changesOf, type CertificateTrust, type Problem } from '../core/problem.ts';
import { accessTo, withPermittedFixes } from './documentAccess.ts';
import { setAll } from './edits.ts';
import type { Face } from './face.ts';
import { toWorkspaceEdit } from './workspaceEdit.ts';

export function provideCodeActions(
  face: Face,
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const own = diagnostics.filter(({ source }) => source === 'integration');
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
    if (fix.trust) action.command = trustCommand(fix.title, fix.trust);
    else action.edit = toWorkspaceEdit(document, setAll(changesOf(fix))(document.getText()));
    return action;
  });
  if (problem.code === 'literal-secret' && isEditable) actions.push(moveSecret(document, problem), moveAllSecrets());
  if (problem.code === 'secret-missing' || problem.code === 'secret-on-platform')
    actions.push(setSecret(document, problem));
  for (const action of actions) action.diagnostics = [diagnostic];
  return actions;
}

function trustCommand(title: string, { server, fingerprint, subject }: CertificateTrust): vscode.Command {
  return { command: 'integrations.trustCertificate', title, arguments: [server, fingerprint, subject] };
}

function moveSecret(document: vscode.TextDocument, problem: Problem): vscode.CodeAction {
  const title = vscode.l10n.t('Move to Secret Store');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: 'integrations.moveSecret', title, arguments: [document.uri, problem.path] };
  action.isPreferred = true;
  return action;
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
