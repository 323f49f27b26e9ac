// Problems as VS Code shows them, in a text.
import * as vscode from 'vscode';
import { largestIntegration } from '../../core/catalog.ts';
import { readIntegration } from '../../core/integration.ts';
import { placeOf } from '../../core/place.ts';
import type { Problem } from '../../core/problem.ts';

export function toDiagnostics(problems: readonly Problem[], text: string): vscode.Diagnostic[] {
  const root = readIntegration(text.length > largestIntegration ? '' : text).root();
  const positionAt = positionsOf(text);
  return problems.map((problem) => {
    const { offset, length } = placeOf(problem, root);
    const range = new vscode.Range(positionAt(offset), positionAt(offset + length));
    const diagnostic = new vscode.Diagnostic(range, problem.message, severityOf[problem.severity]);
    diagnostic.source = 'integration';
    diagnostic.code = problem.code;
    return diagnostic;
  });
}

export const severityOf = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

function positionsOf(text: string): (offset: number) => vscode.Position {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (match) => match.index + match[0].length)];
  return (offset) => {
    const line = starts.findLastIndex((start) => start <= offset);
    return new vscode.Position(line, offset - (starts[line] ?? 0));
  };
}
