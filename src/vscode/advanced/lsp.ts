// Language server types turned into VS Code's: the JSON service speaks the former.
import type * as lsp from 'vscode-json-languageservice';
import * as vscode from 'vscode';

export const toPosition = ({ line, character }: lsp.Position): vscode.Position => new vscode.Position(line, character);
export const toRange = ({ start, end }: lsp.Range): vscode.Range =>
  new vscode.Range(toPosition(start), toPosition(end));
export const fromPosition = ({ line, character }: vscode.Position): lsp.Position => ({ line, character });
export const fromRange = ({ start, end }: vscode.Range): lsp.Range => ({
  start: fromPosition(start),
  end: fromPosition(end),
});
export const toTextEdit = ({ range, newText }: lsp.TextEdit): vscode.TextEdit =>
  new vscode.TextEdit(toRange(range), newText);

/** Plain text stays plain: a model's description must not load a picture. */
function toDocumentation(content: lsp.MarkupContent | string): vscode.MarkdownString | string {
  if (typeof content === 'string') return content;
  return content.kind === 'plaintext' ? content.value : new vscode.MarkdownString(content.value);
}

export function toHover(hover: lsp.Hover): vscode.Hover {
  const contents = [hover.contents]
    .flat()
    .map((part) => new vscode.MarkdownString(typeof part === 'string' ? part : part.value));
  return new vscode.Hover(contents, hover.range && toRange(hover.range));
}

export function toCompletion(item: lsp.CompletionItem): vscode.CompletionItem {
  const completion = new vscode.CompletionItem(item.label, item.kind === undefined ? undefined : fromOne(item.kind));
  const edit = item.textEdit;
  const text = edit?.newText ?? item.insertText ?? item.label;
  completion.insertText = item.insertTextFormat === 2 ? new vscode.SnippetString(text) : text;
  if (edit && 'range' in edit) completion.range = toRange(edit.range);
  if (item.documentation) completion.documentation = toDocumentation(item.documentation);
  return Object.assign(
    completion,
    definedOnly({ detail: item.detail, sortText: item.sortText, filterText: item.filterText }),
  );
}

export function toSymbol(symbol: lsp.DocumentSymbol): vscode.DocumentSymbol {
  const { name, detail = '', kind, range, selectionRange, children = [] } = symbol;
  const converted = new vscode.DocumentSymbol(
    name || '""',
    detail,
    fromOne(kind),
    toRange(range),
    toRange(selectionRange),
  );
  converted.children = children.map(toSymbol);
  return converted;
}

export function toFolding({ startLine, endLine }: lsp.FoldingRange): vscode.FoldingRange {
  return new vscode.FoldingRange(startLine, endLine);
}

export function toSelection({ range, parent }: lsp.SelectionRange): vscode.SelectionRange {
  return new vscode.SelectionRange(toRange(range), parent && toSelection(parent));
}

/** Both number their kinds in the same order, the protocol from 1 and VS Code from 0. */
const fromOne = (kind: number): number => kind - 1;

function definedOnly(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
