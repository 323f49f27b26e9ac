// VS Code's language features for integrations (the Advanced View) and call documents, served by our own languages.
import * as vscode from 'vscode';
import type { CompletionItem } from 'vscode-json-languageservice';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { largestIntegration } from '../../core/catalog.ts';
import type { JsonLanguage } from '../../core/jsonLanguage.ts';
import type { Actions } from '../actions.ts';
import { callLanguageId } from '../calls/callLenses.ts';
import type { Face } from '../face.ts';
import { fromPosition, fromRange, toCompletion, toFolding, toHover, toSelection, toSymbol, toTextEdit } from './lsp.ts';

type LanguageOf = (document: vscode.TextDocument) => Promise<JsonLanguage>;

export function registerLanguage(face: Face, actions: () => Promise<Actions>): vscode.Disposable {
  return vscode.Disposable.from(
    registerFeatures({ language: 'integration' }, () => face.language()),
    registerFeatures({ language: callLanguageId }, async (document) => (await face.callDocuments()).language(document)),
    vscode.languages.registerCodeActionsProvider(
      { language: 'integration' },
      {
        provideCodeActions: async (document, _range, { diagnostics }) =>
          diagnostics.length > 0 ? (await actions()).fixes(document, diagnostics) : [],
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

function registerFeatures(selector: vscode.DocumentSelector, languageOf: LanguageOf): vscode.Disposable {
  const { languages } = vscode;
  const answered =
    <T>(answer: (language: JsonLanguage, document: TextDocument) => T) =>
    async (document: vscode.TextDocument): Promise<T> => {
      const language = await languageOf(document);
      return answer(language, toLsp(language, document));
    };
  return vscode.Disposable.from(
    languages.registerCompletionItemProvider(
      selector,
      { provideCompletionItems: async (document, at) => complete(await languageOf(document), document, at) },
      '"',
      ':',
      ' ',
    ),
    languages.registerHoverProvider(selector, {
      provideHover: async (document, position) => hover(await languageOf(document), document, position),
    }),
    languages.registerDocumentSymbolProvider(selector, {
      provideDocumentSymbols: answered((language, document) => language.symbols(document).map(toSymbol)),
    }),
    languages.registerFoldingRangeProvider(selector, {
      provideFoldingRanges: answered((language, document) => language.folding(document).map(toFolding)),
    }),
    languages.registerSelectionRangeProvider(selector, {
      provideSelectionRanges: async (document, positions) =>
        selections(await languageOf(document), document, positions),
    }),
    languages.registerDocumentFormattingEditProvider(selector, {
      provideDocumentFormattingEdits: async (document, options) =>
        format(await languageOf(document), document, undefined, options),
    }),
    languages.registerDocumentRangeFormattingEditProvider(selector, {
      provideDocumentRangeFormattingEdits: async (document, range, options) =>
        format(await languageOf(document), document, range, options),
    }),
  );
}

async function complete(
  language: JsonLanguage,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionList> {
  const list = await language.complete(toLsp(language, document), fromPosition(position));
  const all = list?.items ?? [];
  // The default first, which alone has details; then in the order of the schema: log levels by severity, not by the alphabet.
  const ordered = [...all.filter(isDefault), ...all.filter((item) => !isDefault(item))];
  const inOrder = (at: number): string => `${at}`.padStart(4, '0');
  const items = ordered.map((item, at) => toCompletion({ ...item, sortText: item.sortText ?? inOrder(at) }));
  return new vscode.CompletionList(items, list?.isIncomplete ?? false);
}

const isDefault = ({ labelDetails }: CompletionItem): boolean => labelDetails !== undefined;

async function hover(
  language: JsonLanguage,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const found = await language.hover(toLsp(language, document), fromPosition(position));
  return found ? toHover(found) : undefined;
}

function selections(
  language: JsonLanguage,
  document: vscode.TextDocument,
  positions: readonly vscode.Position[],
): vscode.SelectionRange[] {
  return language.selections(toLsp(language, document), positions.map(fromPosition)).map(toSelection);
}

function format(
  language: JsonLanguage,
  document: vscode.TextDocument,
  range: vscode.Range | undefined,
  options: vscode.FormattingOptions,
): vscode.TextEdit[] {
  const { tabSize, insertSpaces } = options;
  const edits = language.format(toLsp(language, document), range && fromRange(range), { tabSize, insertSpaces });
  return edits.map(toTextEdit);
}

/** The service keeps what it parsed of a document as long as it is given the same object. */
const converted = new WeakMap<vscode.TextDocument, TextDocument>();

function toLsp(language: JsonLanguage, document: vscode.TextDocument): TextDocument {
  const { uri, languageId, version } = document;
  const text = document.getText();
  // A text that is far too large to be an integration is not parsed at every key that is pressed.
  if (text.length > largestIntegration) return language.document(uri.toString(), languageId, version, '');
  const known = converted.get(document);
  if (known?.version === version) return known;
  const fresh = language.document(uri.toString(), languageId, version, text);
  converted.set(document, fresh);
  return fresh;
}
