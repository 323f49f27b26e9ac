// The call documents that are open: what each one calls, the language that knows its operation, and what is wrong with it.
import * as vscode from 'vscode';
import type { CallDocument } from '../core/callDocument.ts';
import type { CallLanguage } from '../core/callLanguage.ts';
import { largestIntegration } from '../core/catalog.ts';
import type { Problem } from '../core/problem.ts';
import type { TestCalls } from '../core/testCall.ts';
import { fileProblems } from './callFiles.ts';
import type { Called, CallTargets } from './callTargets.ts';
import { findingsOf, isOwn, stillStanding, toDiagnostics, type Finding } from './problems.ts';

export const callLanguageId = 'integration-call';

interface Open {
  readonly language: CallLanguage;
  /** What the language was last taught. */
  taught?: readonly unknown[];
  /** What the last sending found. */
  findings: readonly Finding[];
  /** The last check that was started. */
  round?: object;
}

export interface CallBundles {
  readonly callLanguage: () => Promise<CallLanguage>;
  readonly testCalls: () => Promise<TestCalls>;
}

export class CallDocuments implements vscode.Disposable {
  readonly targets: CallTargets;
  readonly #bundles: CallBundles;
  readonly #open = new Map<string, Promise<Open>>();
  readonly #diagnostics = vscode.languages.createDiagnosticCollection(callLanguageId);
  readonly #subscriptions: vscode.Disposable[];

  /** `onDidChange`: when integrations or models have changed. */
  constructor(targets: CallTargets, onDidChange: vscode.Event<unknown>, bundles: CallBundles) {
    this.targets = targets;
    this.#bundles = bundles;
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => void this.#publish(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => void this.#publish(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      onDidChange(() => this.#publishAll()),
      // A file that was missing may be there now.
      vscode.workspace.onDidSaveTextDocument(() => this.#publishAll()),
      vscode.workspace.onDidCreateFiles(() => this.#publishAll()),
      vscode.window.onDidChangeWindowState(({ focused }) => focused && this.#publishAll()),
    ];
    // A call that is open already may be what the extension was started for.
    setTimeout(() => this.#publishAll());
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
    const { integrations, model, reading }: Called = await this.targets.of(uri, call);
    const names = [...new Set(integrations.map(({ name }) => name))].sort();
    const detail = reading && 'detail' in reading ? reading.detail : undefined;
    const lesson = [names.join('\n'), model, detail];
    if (open.taught && lesson.every((each, index) => each === open.taught?.[index])) return;
    open.taught = lesson;
    const operations = model?.operations ?? [];
    open.language.setCallable({ integrations: names, operations, ...(detail && { detail }) });
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
    if (document.languageId === callLanguageId) this.#diagnostics.delete(document.uri);
  }
}
