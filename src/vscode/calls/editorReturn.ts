// Lets the browser come back from a sign-in straight to the editor, by a link of its own (`vscode://…`), where no port can be reached.
import * as vscode from 'vscode';
import { callbackOfLink, type RedirectListener } from '../../core/schemes/oauth/redirectListener.ts';
import { ExpectedError } from '../expectedError.ts';

export class EditorReturn implements vscode.UriHandler {
  readonly #address: string;
  readonly #waiting = new Map<string, (callback: string) => void>();

  /** `extension` is its id, `publisher.name`. */
  constructor(extension: string) {
    this.#address = `${vscode.env.uriScheme}://${extension}/callback`;
  }

  handleUri(uri: vscode.Uri): void {
    const callback = callbackOfLink(uri.query);
    const state = new URL(callback).searchParams.get('state') ?? '';
    const done = this.#waiting.get(state);
    if (!done) throw new ExpectedError(vscode.l10n.t('No sign-in is waiting for this link. Start it again.'));
    this.#waiting.delete(state);
    done(callback);
  }

  listener(): RedirectListener {
    const states: string[] = [];
    return {
      uri: this.#address,
      wait: (state, signal) =>
        new Promise((resolve, reject) => {
          states.push(state);
          this.#waiting.set(state, resolve);
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        }),
      close: () => {
        for (const state of states) this.#waiting.delete(state);
      },
    };
  }
}
