// Places in documents of the workspace, found without opening them as editors would.
import * as vscode from 'vscode';
import type { Inspector } from '../../core/preflight/inspector.ts';
import { positionsIn } from '../../core/lines.ts';
import type { Located } from '../../core/preflight/locate.ts';
import type { Path } from '../../core/pointer.ts';
import type { Span } from '../../core/problem.ts';
import { openText } from '../documentText.ts';

/** Where the value of each path stands in a model's document, as it is now, saved or not. */
export async function locateIn(
  inspector: Inspector,
  uri: vscode.Uri,
  paths: readonly Path[],
  token: vscode.CancellationToken,
): Promise<readonly (vscode.Range | undefined)[]> {
  const text = openText(uri);
  const bytes = text === undefined ? await vscode.workspace.fs.readFile(uri) : new TextEncoder().encode(text);
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
  return (await inspector.locate(bytes, paths, abort.signal)).map((found) => found && toRange(found));
}

const toRange = ({ start, end }: Located): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);

export function rangeOf(text: string, { offset, length }: Span): vscode.Range {
  const positionAt = positionsIn(text);
  return toRange({ start: positionAt(offset), end: positionAt(offset + length) });
}

export const top = new vscode.Range(0, 0, 0, 0);
