// Notifications and questions. Their texts hold words of documents and servers, in which VS Code would follow links.
import * as vscode from 'vscode';

/** VS Code turns `[label](command:…)` in a message into a link that runs the command: here it stays text. */
export const plain = (text: string): string => text.replaceAll('](', ']\u200B(');

/** Names that a question has room for. */
export const mostNames = 20;

/** The first of many, for a question that must fit on the screen. */
export const someOf = (names: readonly string[], most = mostNames): string =>
  names.slice(0, most).join(', ') + (names.length > most ? ', …' : '');

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

/** Quick work needs no notification that comes and goes; and of many in a moment VS Code drops some. */
const patience = 300;

/**
 * Work that can be cancelled: a notification says so as soon as it takes long, and what `tell` is told. The signal is what
 * ends it.
 */
export async function withCancel<T>(
  title: string,
  work: (signal: AbortSignal, tell: (message: string) => void) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  let said = '';
  let show = (message: string): void => void (said = message);
  const working = work(abort.signal, (message) => show(message));
  if (await isDoneWithin(patience, working)) return working;
  const options = { location: vscode.ProgressLocation.Notification, title: plain(title), cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    token.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
    show = (message) => progress.report({ message });
    show(said);
    return working;
  });
}

/** The same with a count: `report` says how many steps of all are done, and what to say of them. */
export function withCount<T>(
  title: string,
  total: number,
  work: (report: (message: string) => void, signal: AbortSignal) => Promise<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title: plain(title), cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
    return work((message) => progress.report({ message, increment: 100 / total }), abort.signal);
  });
}

async function isDoneWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), milliseconds)));
  const done = work.then(
    () => true,
    () => true,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
