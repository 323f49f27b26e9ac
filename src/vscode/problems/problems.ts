// Everything that is wrong with each integration, kept current and shown in the Problems panel.
import * as vscode from 'vscode';
import { entriesOf, largestIntegration, modelsIn, tooLarge } from '../../core/catalog.ts';
import type { Language } from '../../core/language.ts';
import { changedNames, nameKey, namesakesIn, type Namesakes } from '../../core/namesakes.ts';
import { samePath } from '../../core/pointer.ts';
import type { Problem } from '../../core/problem.ts';
import { writeReference } from '../../core/secrets/secrets.ts';
import { usesIn } from '../../core/secrets/secretUses.ts';
import type { SecretReference } from '../../core/world.ts';
import { toDiagnostics } from './diagnostics.ts';
import { findingsOf, stillStanding, type Finding } from './findings.ts';
import type { FolderCatalog } from '../catalog/folderCatalog.ts';
import { homeOf } from '../homeOf.ts';
import { messageOf } from '../messages.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import type { Reports } from '../calls/reports.ts';
import type { Secrets } from '../secrets/secrets.ts';

export class Problems implements vscode.Disposable {
  readonly #catalog: FolderCatalog;
  readonly #reports: Reports;
  readonly #secrets: Secrets;
  readonly #language: () => Promise<Language>;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('integration');
  readonly #found = new Map<string, readonly Problem[]>();
  readonly #findings = new Map<string, readonly Finding[]>();
  readonly #changed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  readonly #subscriptions: vscode.Disposable[];
  /** Documents whose problems depend on the secrets of this machine. */
  readonly #referring = new Set<string>();
  readonly #waiting = new Set<string>();
  /** By document, the last check of it that was started. */
  readonly #publishing = new Map<string, object>();
  #working: Promise<void> | undefined;
  /** The models, on which the problems of all integrations depend, as they were last seen. */
  #models: ReturnType<typeof modelsIn> = new Map();
  /** What of them the problems depend on, and what of it the language was last taught. */
  #known = '';
  #taught = '';
  /** How many integrations of a home have a name, as it was last seen. */
  #names: Namesakes = new Map();
  /** Something has changed since both were seen: looked at once for many changes in a row. */
  #isOutdated = false;

  readonly onDidChange = this.#changed.event;

  constructor(catalog: FolderCatalog, reports: Reports, secrets: Secrets, language: () => Promise<Language>) {
    this.#reports = reports;
    this.#catalog = catalog;
    this.#secrets = secrets;
    this.#language = language;
    this.#subscriptions = [
      catalog.onDidChange((uris) => this.#schedule(uris)),
      secrets.onDidChange(() => this.#schedule([...this.#referring].map((uri) => vscode.Uri.parse(uri)))),
    ];
  }

  of(uri: vscode.Uri): readonly Problem[] {
    return this.#found.get(uri.toString()) ?? [];
  }

  /** The problems of a text as it is now, also when nothing was published yet. */
  check(uri: vscode.Uri, text: string): Promise<readonly Problem[]> {
    this.#isOutdated = true;
    return this.#check(uri, text);
  }

  /** Replaces what earlier calls of this integration found; a secret that is missing is told of without a call. */
  async setFindings(uri: vscode.Uri, text: string, problems: readonly Problem[]): Promise<void> {
    const found = problems.filter(({ code }) => code !== 'secret-missing');
    this.#findings.set(uri.toString(), findingsOf(text, found));
    await this.#publish(uri);
    this.#changed.fire([uri]);
  }

  /** Resolves when every document seen so far has been checked. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions, this.#diagnostics, this.#changed).dispose();
  }

  #schedule(uris: readonly vscode.Uri[]): void {
    for (const uri of uris) this.#waiting.add(uri.toString());
    this.#isOutdated = true;
    this.#working ??= this.#work();
  }

  /** A changed model can change the problems of every integration, a name those of its namesakes. */
  #lookAround(): void {
    if (!this.#isOutdated) return;
    this.#isOutdated = false;
    const { homes } = this.#catalog;
    const [models, names] = [modelsIn(homes), namesakesIn(homes)];
    const known = JSON.stringify([...models.values()].map(({ id, server, schemes }) => [id, server, schemes]));
    const changed = changedNames(this.#names, names);
    const isOther = known !== this.#known;
    [this.#models, this.#known, this.#names] = [models, known, names];
    if (!isOther && changed.size === 0) return;
    for (const home of homes)
      for (const { uri, name } of home.remote ? [] : entriesOf([home], 'integration'))
        if (isOther || changed.has(nameKey(home.id, name))) this.#waiting.add(uri);
    for (const { uri } of vscode.workspace.textDocuments) if (isRemote(uri)) this.#waiting.add(uri.toString());
    this.#working ??= this.#work();
  }

  /** The language with the models of this moment. */
  async #ready(): Promise<Language> {
    const language = await this.#language();
    this.#lookAround();
    if (this.#taught === this.#known) return language;
    this.#taught = this.#known;
    language.setModels([...this.#models.values()]);
    // Each of these steps takes a while: others have their turn in between.
    await turn();
    await language.takeIn();
    await turn();
    return language;
  }

  /** One document at a time with a pause for others in between: a thousand must not hold up the editor. */
  async #work(): Promise<void> {
    try {
      await this.#workThrough();
    } finally {
      this.#working = this.#waiting.size > 0 ? this.#work() : undefined;
    }
  }

  async #workThrough(): Promise<void> {
    let done: vscode.Uri[] = [];
    await turn();
    this.#lookAround();
    for (const text of this.#waiting) {
      this.#waiting.delete(text);
      const uri = vscode.Uri.parse(text);
      await this.#publish(uri);
      done.push(uri);
      if (this.#waiting.size > 0 && done.length < 50) continue;
      this.#changed.fire(done);
      done = [];
      await turn();
    }
  }

  async #publish(uri: vscode.Uri): Promise<void> {
    // A platform's document is looked at while somebody does: there may be thousands, each a call away.
    const entry = isRemote(uri) ? undefined : this.#catalog.entry(uri);
    if (entry?.kind !== 'integration' && !isOpenIntegration(uri)) {
      this.#forget(uri);
      return;
    }
    const round = {};
    this.#publishing.set(uri.toString(), round);
    const { text, problems } = await this.#read(uri, entry?.error);
    // Of two at once, the one that started last knows more.
    if (this.#publishing.get(uri.toString()) !== round) return;
    this.#found.set(uri.toString(), problems);
    this.#diagnostics.set(uri, toDiagnostics(problems, text));
  }

  async #read(uri: vscode.Uri, known: string | undefined): Promise<{ text: string; problems: readonly Problem[] }> {
    try {
      const text = await this.#catalog.text(uri);
      return { text, problems: await this.#check(uri, text) };
    } catch (error) {
      return { text: '', problems: [unreadableFile(known ?? messageOf(error))] };
    }
  }

  async #check(uri: vscode.Uri, text: string): Promise<readonly Problem[]> {
    if (text.length > largestIntegration)
      return [
        {
          code: 'too-large',
          severity: 'error',
          message: tooLarge(text.length),
          path: [],
          span: { offset: 0, length: 1 },
        },
      ];
    await this.#catalog.load();
    const language = await this.#ready();
    const namesakes = (name: string): number => this.#names.get(nameKey(homeOf(uri), name)) ?? 0;
    const missing = await this.#missing(uri, text);
    const has = (reference: SecretReference): boolean => !missing.has(writeReference(reference));
    const problems = await language.problems(text, { models: this.#models, namesakes, now: Date.now(), has });
    const isKnown = ({ code, path }: Problem): boolean =>
      problems.some((problem) => problem.code === code && samePath(problem.path, path));
    // What stands in a platform's document goes to the platform, which encrypts it.
    const own = isRemote(uri) ? problems.filter(({ code }) => code !== 'literal-secret') : problems;
    return [...own, ...this.#standing(uri, text).filter((problem) => !isKnown(problem))];
  }

  #forget(uri: vscode.Uri): void {
    if (!this.#catalog.entry(uri)) this.#reports.forget(uri);
    this.#found.delete(uri.toString());
    this.#findings.delete(uri.toString());
    this.#referring.delete(uri.toString());
    this.#publishing.delete(uri.toString());
    this.#diagnostics.delete(uri);
  }

  async #missing(uri: vscode.Uri, text: string): Promise<ReadonlySet<string>> {
    const references = text.includes('${') ? usesIn(text).map(({ reference }) => reference) : [];
    if (references.length > 0) this.#referring.add(uri.toString());
    else this.#referring.delete(uri.toString());
    return this.#secrets.lacking(references, uri);
  }

  #standing(uri: vscode.Uri, text: string): readonly Problem[] {
    const findings = this.#findings.get(uri.toString()) ?? [];
    if (findings.length === 0) return [];
    const standing = stillStanding(findings, text);
    this.#findings.set(uri.toString(), standing);
    return standing.map(({ problem }) => problem);
  }
}

const turn = (): Promise<void> => new Promise((resume) => setTimeout(resume, 0));

/** One that is open although it lies in no folder of the workspace; not the old side of a comparison. */
function isOpenIntegration(uri: vscode.Uri): boolean {
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  return document?.languageId === 'integration' && !document.isClosed && isOwn(uri);
}

export const isOwn = ({ scheme }: vscode.Uri): boolean =>
  scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(scheme) === true;

function unreadableFile(message: string): Problem {
  return { code: 'unreadable-file', severity: 'error', message, path: [], span: { offset: 0, length: 1 } };
}
