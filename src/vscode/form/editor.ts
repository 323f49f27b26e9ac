// The form of an integration: a custom editor on the same text document that the Advanced View shows.
import * as vscode from 'vscode';
import type { Actions } from '../actions.ts';
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
    await closeText(document, panel);
  }
}

/** Side by side in one group, the two faces of a document would be two tabs of one name. */
async function closeText({ uri }: vscode.TextDocument, { viewColumn }: vscode.WebviewPanel): Promise<void> {
  const group = vscode.window.tabGroups.all.find((each) => each.viewColumn === viewColumn);
  const isText = ({ input }: vscode.Tab): boolean =>
    input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
  // VS Code would ask about what is not saved yet, though the form shows it too.
  const texts = group?.tabs.filter((tab) => isText(tab) && !tab.isDirty && !tab.isPinned) ?? [];
  if (texts.length > 0) await vscode.window.tabGroups.close(texts, true);
}
