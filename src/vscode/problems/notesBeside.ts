// What is wrong in the files beside models, at these files: two models may refer to one, and each problem is shown once.
import * as vscode from 'vscode';

/** By URI of the file. */
export type Beside = ReadonlyMap<string, readonly vscode.Diagnostic[]>;

export class NotesBeside implements vscode.Disposable {
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('integration-model-files');
  readonly #byModel = new Map<string, Beside>();

  /** From now on these are the model's, and no others. */
  set(model: vscode.Uri, found: Beside): void {
    const key = model.toString();
    const before = this.#byModel.get(key);
    if (!before && found.size === 0) return;
    if (found.size === 0) this.#byModel.delete(key);
    else this.#byModel.set(key, found);
    for (const file of new Set([...(before?.keys() ?? []), ...found.keys()])) this.#show(file);
  }

  dispose(): void {
    this.#diagnostics.dispose();
  }

  #show(file: string): void {
    const all = [...this.#byModel.values()].flatMap((found) => found.get(file) ?? []);
    const distinct = new Map(all.map((each) => [JSON.stringify([each.range, each.message]), each]));
    this.#diagnostics.set(vscode.Uri.parse(file), [...distinct.values()]);
  }
}
