// The call documents that are open: what each one calls, the language that knows its operation, and what is wrong with it.
import * as vscode from 'vscode';
import type { CallDocument } from '../../core/callDocuments/callDocument.ts';
import type { CallLanguage } from '../../core/callDocuments/callLanguage.ts';
import { largestIntegration } from '../../core/catalog.ts';
import type { Model } from '../../core/model.ts';
import type { ModelReader } from '../../core/models/modelReader.ts';
import type { Problem } from '../../core/problem.ts';
import { failed, ok, type Outcome } from '../../core/request.ts';
import type { Call } from '../../core/calls/call.ts';
import type { TestCalls } from '../../core/calls/testCalls.ts';
import { fileProblems, readCallFiles } from './callFiles.ts';
import { callLanguageId } from './callLenses.ts';
import { CallTargets, type Called } from './callTargets.ts';
import type { FolderCatalog } from '../catalog/folderCatalog.ts';
import { toDiagnostics } from '../problems/diagnostics.ts';
import { findingsOf, stillStanding, type Finding } from '../problems/findings.ts';
import { isOwn } from '../problems/problems.ts';
import { ExpectedError } from '../expectedError.ts';
import { onFocus } from '../onFocus.ts';

interface Open {
  readonly language: CallLanguage;
  /** What the language was last taught. */
  taught?: readonly unknown[];
  /** What the last sending found. */
  findings: readonly Finding[];
  /** The last check that was started. */
  round?: object;
}

/** `uri` is the integration's. */
export interface ReadyToCall extends Pick<Call, 'model' | 'detail' | 'input' | 'scheme'> {
  readonly uri: vscode.Uri;
}

export interface CallBundles {
  readonly callLanguage: () => Promise<CallLanguage>;
  readonly testCalls: () => Promise<TestCalls>;
}

export class CallDocuments implements vscode.Disposable {
  readonly #targets: CallTargets;
  readonly #bundles: CallBundles;
  readonly #open = new Map<string, Promise<Open>>();
  readonly #diagnostics = vscode.languages.createDiagnosticCollection(callLanguageId);
  readonly #subscriptions: vscode.Disposable[];

  constructor(catalog: FolderCatalog, models: ModelReader, bundles: CallBundles) {
    this.#targets = new CallTargets(catalog, models);
    this.#bundles = bundles;
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => void this.#publish(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => void this.#publish(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      catalog.onDidChange(() => this.#publishAll()),
      // A file that was missing may be there now.
      vscode.workspace.onDidSaveTextDocument(() => this.#publishAll()),
      vscode.workspace.onDidCreateFiles(() => this.#publishAll()),
      onFocus(() => this.#publishAll()),
    ];
    this.#publishAll();
  }

  /** The language of a document, with what it calls at this moment. */
  async language(document: vscode.TextDocument): Promise<CallLanguage> {
    const open = await this.#opened(document.uri);
    await this.#teach(open, document.uri, await this.#read(document.getText()));
    return open.language;
  }

  /** Replaces what earlier sendings found in the `text` of a document. */
  async setFindings(document: vscode.TextDocument, text: string, problems: readonly Problem[]): Promise<void> {
    // Where the path leads, also after the text has changed above.
    const placed = problems.map(({ span, ...rest }) => (rest.path.length === 0 && span ? { ...rest, span } : rest));
    (await this.#opened(document.uri)).findings = findingsOf(text, placed);
    await this.#publish(document);
  }

  /** What the `text` of a document calls; else what is missing for that, on its keys. */
  async ready(uri: vscode.Uri, text: string): Promise<Outcome<ReadyToCall, readonly Problem[]>> {
    const calls = await this.#bundles.testCalls();
    const call = calls.readCallDocument(text);
    const { integration, model, reading, ...called } = await this.#targets.of(uri, call);
    const input = calls.inputOf(call, await readCallFiles(calls, uri, call));
    const { scheme } = call;
    if (integration && model && reading && 'detail' in reading && input.ok && isKnown(scheme, model)) {
      const how = { input: input.value, ...(scheme !== undefined && { scheme }) };
      return ok({ uri: vscode.Uri.parse(integration.uri), model, detail: reading.detail, ...how });
    }
    if (reading && 'error' in reading) throw new ExpectedError(reading.error);
    const own = input.ok ? [] : input.failure.filter(({ code }) => code !== 'file-missing');
    const named = { ...called, ...(integration && { integration }), ...(model && { model }) };
    return failed([...own, ...(await fileProblems(calls, uri, call)), ...unknownNames(call, named)]);
  }

  dispose(): void {
    vscode.Disposable.from(this.#diagnostics, ...this.#subscriptions).dispose();
  }

  #opened(uri: vscode.Uri): Promise<Open> {
    const key = uri.toString();
    const open =
      this.#open.get(key) ?? this.#bundles.callLanguage().then((language): Open => ({ language, findings: [] }));
    this.#open.set(key, open);
    return open;
  }

  async #read(text: string): Promise<CallDocument> {
    return (await this.#bundles.testCalls()).readCallDocument(text);
  }

  async #teach(open: Open, uri: vscode.Uri, call: CallDocument): Promise<void> {
    const { integrations, model, reading }: Called = await this.#targets.of(uri, call);
    const names = [...new Set(integrations.map(({ name }) => name))].sort();
    const detail = reading && 'detail' in reading ? reading.detail : undefined;
    const lesson = [names.join('\n'), model, detail];
    if (open.taught && lesson.every((each, index) => each === open.taught?.[index])) return;
    open.taught = lesson;
    const { operations = [], schemes = [] } = model ?? {};
    open.language.setCallable({ integrations: names, operations, schemes, ...(detail && { detail }) });
  }

  #publishAll(): void {
    for (const document of vscode.workspace.textDocuments) void this.#publish(document);
  }

  /** Of two checks at once, the one that started last knows more. */
  async #publish(document: vscode.TextDocument): Promise<void> {
    if (document.languageId !== callLanguageId || !isOwn(document.uri)) return;
    const open = await this.#opened(document.uri);
    const round = {};
    open.round = round;
    const text = document.getText();
    const problems = text.length > largestIntegration ? [] : await this.#check(open, document.uri, text);
    if (open.round !== round || document.isClosed) return;
    this.#diagnostics.set(document.uri, toDiagnostics(problems, text));
  }

  async #check(open: Open, uri: vscode.Uri, text: string): Promise<readonly Problem[]> {
    const call = await this.#read(text);
    await this.#teach(open, uri, call);
    const own = await open.language.problems(text);
    if (own.some(({ code }) => code === 'syntax')) return own;
    const files = await fileProblems(await this.#bundles.testCalls(), uri, call);
    open.findings = stillStanding(open.findings, text);
    const known = new Set([...own, ...files].map(({ path }) => JSON.stringify(path)));
    const found = open.findings.map(({ problem }) => problem);
    return [...own, ...files, ...found.filter(({ path }) => !known.has(JSON.stringify(path)))];
  }

  #forget(document: vscode.TextDocument): void {
    this.#open.delete(document.uri.toString());
    this.#diagnostics.delete(document.uri);
  }
}

const isKnown = (scheme: string | undefined, { schemes }: Model): boolean =>
  scheme === undefined || schemes.some(({ name }) => name === scheme);

/** What the document names and nobody has; what it does not name is a problem already. */
function unknownNames(call: CallDocument, { integration, model, operation }: Called): Problem[] {
  const { t } = vscode.l10n;
  const unknown = (key: string, message: string): Problem[] => [
    { code: `unknown-${key}`, severity: 'error', message, path: [key] },
  ];
  if (call.integration === '') return [];
  if (!integration) return unknown('integration', t('There is no integration "{0}" here.', call.integration));
  if (!model)
    return unknown(
      'integration',
      t('The model "{0}" of this integration is not here. Import its OpenAPI document first.', integration.modelId),
    );
  const { scheme } = call;
  const schemes = isKnown(scheme, model)
    ? []
    : unknown('scheme', t('The model "{0}" has no security scheme "{1}".', model.id, scheme ?? ''));
  if (call.operation === '' || operation) return schemes;
  return [...unknown('operation', t('The model "{0}" has no operation "{1}".', model.id, call.operation)), ...schemes];
}
