// Read-only documents of pulls and pushes: both sides of a difference, plans and reports.
import * as vscode from 'vscode';
import { keepNewest } from '../../core/keepNewest.ts';

const scheme = 'integration-sync';
/** Older ones are no longer open, or were not looked at. */
const most = 200;

export class SyncTexts implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registered: vscode.Disposable;

  constructor() {
    this.#registered = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
    });
  }

  async showReport(name: string, text: string): Promise<void> {
    const uri = this.#put(name, `${name}.md`, text);
    await vscode.window.showTextDocument(uri, { preview: true, preserveFocus: true });
  }

  /** Plain JSON to the editor: nothing of it can be called or mended. */
  async showDifference(name: string, left: SideText, right: SideText): Promise<void> {
    const uriOf = ({ home, text }: SideText): vscode.Uri => this.#put(home, `${name}.json`, text);
    const title = `${name}: ${left.home} ↔ ${right.home}`;
    await vscode.commands.executeCommand('vscode.diff', uriOf(left), uriOf(right), title, { preview: true });
  }

  dispose(): void {
    vscode.Disposable.from(this.#registered, this.#changed).dispose();
  }

  #put(home: string, file: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${file.replaceAll(/[\\/:]/g, '_')}`, query: home });
    keepNewest(this.#texts, uri.toString(), text, most);
    this.#changed.fire(uri);
    return uri;
  }
}

export interface SideText {
  /** For people. */
  readonly home: string;
  readonly text: string;
}
