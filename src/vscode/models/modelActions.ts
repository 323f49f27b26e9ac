// Quick fixes in the documents of models; what they change is worked out when one is chosen, for documents are large.
import * as vscode from 'vscode';
import type { Inspector } from '../../core/preflight/inspector.ts';
import type { PlacedProblem } from '../../core/preflight/preflight.ts';
import { changesOf, type Fix } from '../../core/problem.ts';
import type { ModelProblems } from '../problems/modelProblems.ts';
import { toWorkspaceEdit } from '../workspaceEdit.ts';

class ModelAction extends vscode.CodeAction {
  constructor(
    readonly document: vscode.TextDocument,
    readonly fix: Fix,
    diagnostics: vscode.Diagnostic[],
  ) {
    super(fix.title, vscode.CodeActionKind.QuickFix);
    this.diagnostics = diagnostics;
  }
}

export function registerModelActions(problems: ModelProblems, inspector: Inspector): vscode.Disposable {
  const selector = ['json', 'jsonc', 'yaml'].map((language) => ({ language }));
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (document, _range, { diagnostics }) => actionsIn(problems, document, diagnostics),
    resolveCodeAction: (action, token) => withEdit(inspector, action, token),
  };
  const providedCodeActionKinds = [vscode.CodeActionKind.QuickFix];
  return vscode.languages.registerCodeActionsProvider(selector, provider, { providedCodeActionKinds });
}

function actionsIn(
  problems: ModelProblems,
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const preflight = problems.of(document.uri);
  const own = diagnostics.filter(({ source }) => source === 'integration');
  if (!preflight || own.length === 0) return [];
  const found = own.flatMap((diagnostic) => {
    const problem = preflight.problems.find((each) => isOf(each, diagnostic));
    return problem ? [{ problem, diagnostic }] : [];
  });
  const single = found.flatMap(({ problem, diagnostic }) =>
    (problem.fixes ?? []).map((fix) => new ModelAction(document, fix, [diagnostic])),
  );
  const codes = [...new Set(found.map(({ problem }) => problem.code))];
  const all = codes.flatMap((code) => {
    const fix = preflight.fixAll[code];
    const of = found.filter(({ problem }) => problem.code === code).map(({ diagnostic }) => diagnostic);
    return fix ? [new ModelAction(document, fix, of)] : [];
  });
  return [...single, ...all];
}

function isOf({ code, message, start }: PlacedProblem, diagnostic: vscode.Diagnostic): boolean {
  const at = diagnostic.range.start;
  return (
    code === diagnostic.code &&
    message === diagnostic.message &&
    start.line === at.line &&
    start.character === at.character
  );
}

async function withEdit(
  inspector: Inspector,
  action: vscode.CodeAction,
  token: vscode.CancellationToken,
): Promise<vscode.CodeAction> {
  if (!(action instanceof ModelAction)) return action;
  const { document, fix } = action;
  const { version } = document;
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
  const edits = await inspector.mend(document.getText(), changesOf(fix), abort.signal);
  if (document.version === version) action.edit = toWorkspaceEdit(document, edits);
  return action;
}
