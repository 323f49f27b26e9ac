// What would be sent, logged or imported, as a read-only document in VS Code's own editor.
import * as vscode from 'vscode';
import { besideWork } from './beside.ts';

const scheme = 'integration-preview';

export class Previews implements vscode.Disposable {
  /** Redacted. */
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  /** Beside the document that it belongs to; a later preview takes the place of an earlier one. */
  async show(document: vscode.Uri, text: string, kind: 'http' | 'log' | 'json' = 'http'): Promise<void> {
    const uri = this.put(document, text, kind);
    const viewColumn = besideWork(scheme);
    await vscode.window.showTextDocument(uri, { preview: true, preserveFocus: true, viewColumn });
  }

  /** A text that belongs to a document, for whoever shows it; the address ends as the kind of text has it. */
  put(document: vscode.Uri, text: string, kind: 'http' | 'log' | 'json' | 'yaml'): vscode.Uri {
    const name = document.path.replace(/^.*\//, '').replace(/\.(call|integration|integration_model)\.json$/, '');
    const uri = vscode.Uri.from({ scheme, path: `/${name}.${kind}`, query: document.toString() });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    return uri;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
