// VS Code's language features for integrations, served by our own language: the Advanced View.
import * as vscode from 'vscode';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { largestIntegration } from '../core/catalog.ts';
import type { Language } from '../core/language.ts';
import type { Face } from './face.ts';
import { provideCodeActions } from './codeActions.ts';
import { fromPosition, fromRange, toCompletion, toFolding, toHover, toSelection, toSymbol, toTextEdit } from './lsp.ts';

const selector: vscode.DocumentSelector = { language: 'integration' };

export function registerLanguage(face: Face): vscode.Disposable {
  const { languages } = vscode;
  return vscode.Disposable.from(
    languages.registerCompletionItemProvider(
      selector,
      { provideCompletionItems: (document, position) => complete(face, document, position) },
      '"',
      ':',
      ' ',
    ),
    languages.registerHoverProvider(selector, {
      provideHover: (document, position) => hover(face, document, position),
    }),
    languages.registerDocumentSymbolProvider(selector, {
      provideDocumentSymbols: withLanguage(face, (language, document) => language.symbols(document).map(toSymbol)),
    }),
    languages.registerFoldingRangeProvider(selector, {
      provideFoldingRanges: withLanguage(face, (language, document) => language.folding(document).map(toFolding)),
    }),
    languages.registerSelectionRangeProvider(selector, {
      provideSelectionRanges: (document, positions) => selections(face, document, positions),
    }),
    languages.registerDocumentFormattingEditProvider(selector, {
      provideDocumentFormattingEdits: (document, options) => format(face, document, undefined, options),
    }),
    languages.registerDocumentRangeFormattingEditProvider(selector, {
      provideDocumentRangeFormattingEdits: (document, range, options) => format(face, document, range, options),
    }),
    languages.registerCodeActionsProvider(
      selector,
      { provideCodeActions: (document, _range, { diagnostics }) => provideCodeActions(face, document, diagnostics) },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

type Answer<T> = (document: vscode.TextDocument) => Promise<T>;

function withLanguage<T>(face: Face, answer: (language: Language, document: TextDocument) => T): Answer<T> {
  return async (document) => answer(await face.language(), toLsp(document));
}

async function complete(
  face: Face,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionList> {
  const list = await (await face.language()).complete(toLsp(document), fromPosition(position));
  // The default first, then in the order of the schema: log levels by severity, not by the alphabet.
  const items = (list?.items ?? []).map((item, at) => toCompletion({ sortText: `${at}`.padStart(4, '0'), ...item }));
  return new vscode.CompletionList(items, list?.isIncomplete ?? false);
}

async function hover(
  face: Face,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const found = await (await face.language()).hover(toLsp(document), fromPosition(position));
  return found ? toHover(found) : undefined;
}

async function selections(
  face: Face,
  document: vscode.TextDocument,
  positions: readonly vscode.Position[],
): Promise<vscode.SelectionRange[]> {
  const language = await face.language();
  return language.selections(toLsp(document), positions.map(fromPosition)).map(toSelection);
}

async function format(
  face: Face,
  document: vscode.TextDocument,
  range: vscode.Range | undefined,
  options: vscode.FormattingOptions,
): Promise<vscode.TextEdit[]> {
  const { tabSize, insertSpaces } = options;
  const edits = (await face.language()).format(toLsp(document), range && fromRange(range), { tabSize, insertSpaces });
  return edits.map(toTextEdit);
}

/** The service keeps what it parsed of a document as long as it is given the same object. */
const converted = new WeakMap<vscode.TextDocument, TextDocument>();

function toLsp(document: vscode.TextDocument): TextDocument {
  const { uri, languageId, version } = document;
  const text = document.getText();
  // A text that is far too large to be an integration is not parsed at every key that is pressed.
  if (text.length > largestIntegration) return TextDocument.create(uri.toString(), languageId, version, '');
  const known = converted.get(document);
  if (known?.version === version) return known;
  const fresh = TextDocument.create(uri.toString(), languageId, version, text);
  converted.set(document, fresh);
  return fresh;
}
