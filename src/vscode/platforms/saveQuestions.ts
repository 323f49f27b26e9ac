// What is asked while a document is saved to a platform: what to do about somebody else's change, and for secrets that it hides.
import * as vscode from 'vscode';
import type { ConflictChoice, SaveQuestions } from '../../core/platform/documents.ts';
import { placeText } from '../../core/platform/hidden.ts';
import type { Permission } from '../../core/permissions.ts';
import { caution, confirm, plain } from '../notify.ts';
import { integrationUri } from './remoteAddress.ts';
import type { Secrets } from '../secrets/secrets.ts';

export interface AskOnSave {
  readonly secrets: Secrets;
  readonly theirs: TheirVersions;
}

export function saveQuestions(
  { secrets, theirs }: AskOnSave,
  connection: string,
  may: (permission: Permission) => boolean,
): SaveQuestions {
  return {
    may,
    secret: (reference) => secrets.read(reference, integrationUri(connection, '')),
    conflict: (name, text) => askConflict(theirs, integrationUri(connection, name), name, text),
    masked: (name, pointers) => askMasked(name, pointers),
  };
}

/** The platform's version beside the user's, and three choices; leaving the question saves nothing. */
async function askConflict(
  theirs: TheirVersions,
  uri: vscode.Uri,
  name: string,
  text: string,
): Promise<ConflictChoice> {
  const title = vscode.l10n.t('{0}: the platform ↔ your changes', name);
  await vscode.commands.executeCommand('vscode.diff', theirs.show(uri, text), uri, title);
  const overwrite = vscode.l10n.t('Overwrite');
  const take = vscode.l10n.t('Take the Platform’s');
  const stop = vscode.l10n.t('Go On Editing');
  const question = vscode.l10n.t(
    '{0} was changed on the platform since you opened it. Save your version over it?',
    name,
  );
  const choice = await caution(question, overwrite, take, stop);
  return choice === overwrite ? 'overwrite' : choice === take ? 'take theirs' : 'stop';
}

/** What the platform does with an empty secret is not documented, so none is ever sent. */
export async function askMasked(
  name: string,
  pointers: readonly string[],
): Promise<ReadonlyMap<string, string> | undefined> {
  const enter = vscode.l10n.t('Enter Them');
  const leave = vscode.l10n.t('Save Without Them');
  const question = vscode.l10n.t('Enter the secrets of {0} again?', name);
  const detail = vscode.l10n.t(
    'The platform does not show them ({0}), and whether it keeps what a saved document leaves out is not documented.',
    pointers.map(placeText).join(', '),
  );
  const choice = await confirm(question, detail, enter, leave);
  if (choice === undefined) return undefined;
  const values = new Map<string, string>();
  if (choice === leave) return values;
  for (const pointer of pointers) {
    const prompt = vscode.l10n.t('{0}: {1} (empty: there is none)', name, placeText(pointer));
    const value = await vscode.window.showInputBox({ prompt: plain(prompt), password: true, ignoreFocusOut: true });
    if (value === undefined) return undefined;
    values.set(pointer, value);
  }
  return values;
}

/** The platform's versions of documents, to compare with. */
export class TheirVersions implements vscode.TextDocumentContentProvider, vscode.Disposable {
  static readonly scheme = 'integration-on-platform';
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registered: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#registered = vscode.workspace.registerTextDocumentContentProvider(TheirVersions.scheme, this);
  }

  show(uri: vscode.Uri, text: string): vscode.Uri {
    const shown = uri.with({ scheme: TheirVersions.scheme });
    this.#texts.set(shown.toString(), text);
    this.#changed.fire(shown);
    return shown;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    vscode.Disposable.from(this.#registered, this.#changed).dispose();
  }
}
