// Notifications and questions. Their texts hold words of documents and servers, in which VS Code would follow links.
import * as vscode from 'vscode';

/** VS Code turns `[label](command:…)` in a message into a link that runs the command: here it stays text. */
export const plain = (text: string): string => text.replaceAll('](', ']\u200B(');

/** The button that was pressed. */
export function inform(message: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(plain(message), ...actions);
}

export function caution(message: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(plain(message), ...actions);
}

export function complain(message: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(plain(message), ...actions);
}

/** Asks in a modal dialog; the button that was pressed, undefined for Cancel. */
export function confirm(message: string, detail: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(plain(message), { modal: true, detail }, ...actions);
}

/** Work with a notification that says so and can be cancelled; the signal is what ends it. */
export function withCancel<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title: plain(title), cancellable: true };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
    return work(abort.signal);
  });
}
