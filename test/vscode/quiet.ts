// When the checks of documents have come to an end.
import * as vscode from 'vscode';

/** Resolves when no document was checked for some milliseconds: a new model lets all of them be checked again. */
export function nothingIsChecked(milliseconds = 2000): Promise<void> {
  return new Promise((resolve) => {
    const quiet = (): NodeJS.Timeout =>
      setTimeout(() => {
        listening.dispose();
        resolve();
      }, milliseconds);
    let timer = quiet();
    const listening = vscode.languages.onDidChangeDiagnostics(() => {
      clearTimeout(timer);
      timer = quiet();
    });
  });
}
