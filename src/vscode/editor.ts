// The form of an integration: a custom editor on the same text document that the Advanced View shows.
import type * as vscode from 'vscode';
import type { Actions } from './actions.ts';
import { pageHtml } from './page.ts';

export class FormEditor implements vscode.CustomTextEditorProvider {
  readonly #actions: () => Promise<Actions>;
  readonly #dist: vscode.Uri;

  constructor(actions: () => Promise<Actions>, dist: vscode.Uri) {
    this.#actions = actions;
    this.#dist = dist;
  }

  async resolveCustomTextEditor(document: vscode.TextDocument, panel: vscode.WebviewPanel): Promise<void> {
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.#dist] };
    const closed = new Promise<undefined>((resolve) => panel.onDidDispose(() => resolve(undefined)));
    const actions = await Promise.race([this.#actions(), closed]);
    if (!actions) return;
    const page = actions.openForm(document, panel.webview);
    panel.onDidDispose(() => page.dispose());
    panel.webview.html = pageHtml(panel.webview, this.#dist);
  }
}
