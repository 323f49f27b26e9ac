// What is wrong with each model's document, in the Problems panel: what its reader forgave, or more, once it was validated.
import * as vscode from 'vscode';
import type { Inspector } from '../../core/preflight/inspector.ts';
import type { PlacedProblem, Preflight } from '../../core/preflight/preflight.ts';
import { judged } from '../../core/preflight/placing.ts';
import type { Fault } from '../../core/platform/platform.ts';
import { parsePointer } from '../../core/pointer.ts';
import type { Edit } from '../../core/edit.ts';
import type { ModelReader } from '../../core/models/modelReader.ts';
import type { Note } from '../../core/note.ts';
import type { FilesBeside } from '../../core/preflight/toJson.ts';
import type { Severities } from '../../core/preflight/severities.ts';
import { documentBytes, openText, type DocumentBytes } from '../documentText.ts';
import type { FolderCatalog } from '../catalog/folderCatalog.ts';
import { besideOf, fileBeside, filesWith, looseFile } from '../models/modelFiles.ts';
import { NotesBeside } from './notesBeside.ts';
import { severityOf } from './diagnostics.ts';
import { settings } from '../settings.ts';

export class ModelProblems implements vscode.Disposable {
  readonly #inspector: Inspector;
  readonly #models: Pick<ModelReader, 'filesOf'>;
  readonly #catalog: FolderCatalog;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('integration-model');
  readonly #beside = new NotesBeside();
  readonly #onPlatform = vscode.languages.createDiagnosticCollection('integration-model-platform');
  /** By URI; undefined for a document that has changed since. */
  readonly #found = new Map<string, Preflight | undefined>();
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(inspector: Inspector, catalog: FolderCatalog, models: Pick<ModelReader, 'filesOf'>) {
    this.#models = models;
    this.#inspector = inspector;
    this.#catalog = catalog;
    this.#subscriptions = [
      catalog.onDidChange((uris) => {
        for (const uri of uris) {
          this.#beside.set(uri, this.#besideOf(uri));
          if (!this.of(uri)) this.#showNotes(uri);
        }
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#outdate(document.uri);
      }),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => void this.#again(uri)),
      vscode.workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files) this.#forget(uri);
      }),
    ];
  }

  /** What stands now; nothing for a document that was not validated or has changed since. */
  of(uri: vscode.Uri): Preflight | undefined {
    return this.#found.get(uri.toString());
  }

  /** Examines the document as it is now, saved or not, and shows the problems. */
  async validate(uri: vscode.Uri, signal: AbortSignal): Promise<Preflight> {
    const { text, bytes } = await documentBytes(uri);
    const file = { ...looseFile(bytes.slice()), ...besideOf(uri) };
    // What cannot be read as a model has none, and the pre-flight says why.
    const beside = await filesWith(this.#models, file, uri, signal).catch(() => undefined);
    const preflight = await this.#inspector.preflight(bytes, settings.rules(uri), signal, beside);
    // What was written in the meantime has not been examined.
    const current = openText(uri) === text;
    this.#found.set(uri.toString(), current ? preflight : undefined);
    if (current) this.#diagnostics.set(uri, preflight.problems.map(toDiagnostic));
    else this.#showNotes(uri);
    return preflight;
  }

  /** Examines bytes that are no document of the workspace yet; nothing is shown. */
  examine(bytes: Uint8Array, scope: vscode.Uri, signal: AbortSignal): Promise<Preflight> {
    return this.#inspector.preflight(bytes.slice(), settings.rules(scope), signal);
  }

  /** What a platform is sent of a document. */
  toJson(bytes: Uint8Array, beside: FilesBeside, signal: AbortSignal): Promise<Uint8Array> {
    return this.#inspector.toJson(bytes.slice(), beside, signal);
  }

  /** What a platform finds wrong with a document, at its place there, beside what was found here; until it changes. */
  async showFaults(
    uri: vscode.Uri,
    { text, bytes }: DocumentBytes,
    platform: string,
    faults: readonly Fault[],
    signal: AbortSignal,
  ): Promise<void> {
    const places = await this.#inspector.locate(
      bytes.slice(),
      faults.map(({ pointer }) => parsePointer(pointer)),
      signal,
    );
    const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    // What stands in a file beside the document has no place in it.
    const problems = faults.map(({ message, pointer }, index) => ({
      ...(places[index] ?? top),
      message: places[index] || pointer === '' ? `${platform}: ${message}` : `${platform}: ${message} (${pointer})`,
      severity: 'error' as const,
      code: 'platform-validation',
    }));
    if (openText(uri) === text) this.#onPlatform.set(uri, problems.map(toDiagnostic));
  }

  /** The edits that give a model another description. */
  describe(text: string, description: string, signal: AbortSignal): Promise<readonly Edit[]> {
    return this.#inspector.describe(text, description, signal);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions, this.#diagnostics, this.#beside, this.#onPlatform).dispose();
  }

  #outdate(uri: vscode.Uri): void {
    this.#onPlatform.delete(uri);
    if (!this.of(uri)) return;
    this.#found.set(uri.toString(), undefined);
    this.#showNotes(uri);
  }

  #showNotes(uri: vscode.Uri): void {
    const notes = this.#notesOf(uri).filter(({ file }) => file === undefined);
    if (notes.length > 0) this.#diagnostics.set(uri, notesAs(notes, settings.rules(uri)));
    else if (this.#diagnostics.has(uri)) this.#diagnostics.delete(uri);
  }

  #notesOf(uri: vscode.Uri): readonly Note[] {
    const entry = this.#catalog.entry(uri);
    return entry?.kind === 'model' ? (entry.notes ?? []) : [];
  }

  /** A file that is a model by itself shows its own. */
  #besideOf(uri: vscode.Uri): Map<string, vscode.Diagnostic[]> {
    const found = new Map<string, vscode.Diagnostic[]>();
    for (const note of this.#notesOf(uri)) {
      const file = note.file === undefined ? undefined : fileBeside(uri, note.file);
      if (!file || this.#catalog.entry(file)?.kind === 'model') continue;
      found.set(file.toString(), [...(found.get(file.toString()) ?? []), ...notesAs([note], settings.rules(uri))]);
    }
    return found;
  }

  /** A document that was validated once is validated at each saving. */
  async #again(uri: vscode.Uri): Promise<void> {
    if (!this.#found.has(uri.toString()) || this.of(uri)) return;
    await this.validate(uri, new AbortController().signal).catch(() => undefined);
  }

  #forget(uri: vscode.Uri): void {
    this.#onPlatform.delete(uri);
    this.#found.delete(uri.toString());
    this.#diagnostics.delete(uri);
  }
}

function notesAs(notes: readonly Note[], severities: Severities): vscode.Diagnostic[] {
  const problems = notes.flatMap(({ code, message, start = { line: 0, character: 0 } }) =>
    judged({ code, message, start, path: [], severity: 'warning' as const }, severities),
  );
  return problems.map(({ start, ...problem }) =>
    toDiagnostic({ ...problem, start, end: { ...start, character: start.character + 1 } }),
  );
}

type Shown = Pick<PlacedProblem, 'message' | 'severity' | 'code' | 'start' | 'end'>;

function toDiagnostic({ message, severity, code, start, end }: Shown): vscode.Diagnostic {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const diagnostic = new vscode.Diagnostic(range, message, severityOf[severity]);
  diagnostic.source = 'integration';
  diagnostic.code = code;
  return diagnostic;
}
