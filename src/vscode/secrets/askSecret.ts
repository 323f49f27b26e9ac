// Asks for the value of a secret, without showing it: typed, or out of a file, as keys have many lines.
import * as vscode from 'vscode';
import { decode } from '../documentText.ts';
import { ExpectedError } from '../expectedError.ts';
import { ask } from '../target.ts';
import { requireSecrets } from '../trust.ts';

export function askSecret(prompt: string): Promise<string> {
  requireSecrets();
  const validateInput = (text: string): string | undefined =>
    text === '' ? vscode.l10n.t('Enter a value.') : undefined;
  return ask({ prompt, password: true, validateInput });
}

/** The text of a file, without the line end that editors put behind a single line. */
export async function secretFromFile(): Promise<string> {
  const [uri] = (await vscode.window.showOpenDialog({ title: vscode.l10n.t('File That Holds the Secret') })) ?? [];
  if (!uri) throw new vscode.CancellationError();
  const text = decode(await vscode.workspace.fs.readFile(uri));
  const isLine = /^[^\r\n]*\r?\n$/.test(text);
  if (text.trim() === '') throw new ExpectedError(vscode.l10n.t('The file is empty.'));
  return isLine ? text.trimEnd() : text;
}
