// What an editor needs for JSON documents of one schema, by the JSON language service; of every kind of document of ours.
import * as l10n from '@vscode/l10n';
import { findNodeAtOffset, getNodePath, type Node } from 'jsonc-parser';
import {
  ClientCapabilities,
  DiagnosticSeverity,
  ErrorCode,
  getLanguageService,
  type CompletionList,
  type Diagnostic,
  type DocumentSymbol,
  type FoldingRange,
  type FormattingOptions,
  type Hover,
  type JSONDocument,
  type JSONSchema,
  type Position,
  type Range,
  type SelectionRange,
  type TextEdit,
} from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { nestedTooDeeply, type JsonObject } from './json.ts';
import { guardPatterns, type Guarded } from './patterns/guardPatterns.ts';
import { uncheckedNote, type Pattern } from './patterns/pattern.ts';
import { information, type Problem } from './problem.ts';

/** What an editor asks of a document. */
export interface JsonLanguage {
  /** A text as the others take it. What is parsed of it is kept as long as the object. */
  document(uri: string, languageId: string, version: number, text: string): TextDocument;
  complete(document: TextDocument, position: Position): PromiseLike<CompletionList | null>;
  hover(document: TextDocument, position: Position): PromiseLike<Hover | null>;
  symbols(document: TextDocument): DocumentSymbol[];
  folding(document: TextDocument): FoldingRange[];
  selections(document: TextDocument, positions: Position[]): SelectionRange[];
  format(document: TextDocument, range: Range | undefined, options: FormattingOptions): TextEdit[];
}

export interface JsonService extends JsonLanguage {
  /** The tree of a document, as it was read for the others. */
  readonly rootOf: (document: TextDocument) => Node | undefined;
  /** From now on documents are held against this schema. The service changes it: it must not be used again. */
  readonly setSchema: (schema: JsonObject) => void;
  /** Takes the schema in, which the first question would do otherwise: of many models that takes longer than any check. */
  readonly takeIn: () => Promise<void>;
  /** What the syntax and the schema say. */
  readonly diagnose: (document: TextDocument) => Promise<Problem[]>;
}

const schemaUri = 'integration://schema';

export function createJsonService(): JsonService {
  const service = getLanguageService({ clientCapabilities: ClientCapabilities.LATEST });
  const parsed = new WeakMap<TextDocument, JSONDocument>();
  /** Completion asks for the same document several times. */
  const parse = (document: TextDocument): JSONDocument => {
    const json = parsed.get(document) ?? service.parseJSONDocument(withoutSchema(document));
    parsed.set(document, json);
    return json;
  };
  let patterns: Guarded['patterns'] = new Map();
  /** Of texts that were too long for a pattern, one note for each. */
  const unchecked = async (document: TextDocument): Promise<Problem[]> => {
    if (patterns.size === 0) return [];
    const places = await service.getMatchingSchemas(document, parse(document));
    const found = places.flatMap(({ node, schema }) => {
      const pattern = patterns.get(schema.pattern ?? '');
      return pattern && node.type === 'string' && node.value.length > pattern.longest ? [note(node, pattern)] : [];
    });
    return [...new Map(found.map((each) => [`${each.span?.offset} ${each.message}`, each])).values()];
  };
  return {
    document: (...given) => TextDocument.create(...given),
    setSchema: (given) => {
      const { schema, patterns: guarded } = guardPatterns(given);
      patterns = guarded;
      const schemas = [{ uri: schemaUri, fileMatch: ['*'], schema: schema as JSONSchema }];
      service.configure({ validate: true, allowComments: false, schemas });
    },
    takeIn: async () => {
      const document = TextDocument.create('integration:///empty', 'integration', 0, '{}');
      await service.doValidation(document, service.parseJSONDocument(document));
    },
    rootOf: (document) => rootOf(parse(document)),
    diagnose: async (document) => {
      const settings = { schemaValidation: 'error', schemaRequest: 'ignore' } as const;
      const diagnostics = await service.doValidation(document, parse(document), settings);
      const found = diagnostics.map((diagnostic) => fromDiagnostic(diagnostic, document, rootOf(parse(document))));
      return [...found, ...(await unchecked(document))].slice(0, mostProblems);
    },
    complete: (document, position) => service.doComplete(document, position, parse(document)),
    hover: (document, position) => service.doHover(document, position, parse(document)),
    symbols: (document) =>
      service.findDocumentSymbols2(document, service.parseJSONDocument(document), { resultLimit: 5000 }),
    folding: (document) => service.getFoldingRanges(document, { rangeLimit: 5000 }),
    selections: (document, positions) => service.getSelectionRanges(document, positions, parse(document)),
    format: (document, range, options) => service.format(document, range, options),
  };
}

/** The service's tree is built as the JSON parser's is. */
const rootOf = (json: JSONDocument): Node | undefined => json.root;

/** More says nothing more: the first ones have to be mended first. */
const mostProblems = 100;

/**
 * A `$schema` of the document would replace ours, and with another address switch checking off. The key is renamed to
 * one of the same length, so that every place in the text stays what it is.
 */
function withoutSchema(document: TextDocument): TextDocument {
  const text = document.getText();
  if (!text.includes('"$schema"')) return document;
  return TextDocument.create(
    document.uri,
    document.languageId,
    document.version,
    text.replaceAll('"$schema"', '"$Schema"'),
  );
}

/** The service is recursive: a text nested deeper than the stack cannot be checked. */
export function tooDeep(): Problem {
  return { code: 'syntax', severity: 'error', message: nestedTooDeeply(), path: [], span: { offset: 0, length: 1 } };
}

function note(node: Node, { source }: Pattern): Problem {
  const { offset, length } = node;
  return {
    ...information('pattern-unchecked', uncheckedNote(source)),
    path: getNodePath(node),
    span: { offset, length },
  };
}

function fromDiagnostic(diagnostic: Diagnostic, document: TextDocument, root: Node | undefined): Problem {
  const offset = document.offsetAt(diagnostic.range.start);
  const node = root && findNodeAtOffset(root, offset, true);
  return {
    code: codeOf(diagnostic.code),
    severity: diagnostic.severity === DiagnosticSeverity.Warning ? 'warning' : 'error',
    message: messageOf(diagnostic),
    path: node ? getNodePath(node) : [],
    span: { offset, length: document.offsetAt(diagnostic.range.end) - offset },
  };
}

/** In our words where the service's leave out what one wants to know, and no list of a hundred models. */
function messageOf({ code, message }: Diagnostic): string {
  if (code === ErrorCode.DuplicateKey) return l10n.t('This key stands twice; the last one counts.');
  const text = typeof message === 'string' ? message : message.value;
  return text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text;
}

const longestMessage = 300;

const codes: readonly [from: number, code: string][] = [
  [ErrorCode.SchemaUnsupportedFeature, 'schema'],
  [ErrorCode.DuplicateKey + 1, 'syntax'],
  [ErrorCode.DuplicateKey, 'duplicate-key'],
  [ErrorCode.UnexpectedEndOfComment, 'syntax'],
  [ErrorCode.Deprecated, 'deprecated'],
  [ErrorCode.EnumValueMismatch, 'value-not-allowed'],
];

/** The service numbers syntax errors from 257 up and problems with the schema itself from 768 up. */
function codeOf(code: Diagnostic['code']): string {
  return codes.find(([from]) => typeof code === 'number' && code >= from)?.[1] ?? 'schema';
}
