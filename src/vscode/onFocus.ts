// The moment in which the window gets the focus.
import * as vscode from 'vscode';

/** VS Code also tells of a window that keeps the focus while its user comes or goes. */
export function onFocus(run: () => void): vscode.Disposable {
  let { focused: had } = vscode.window.state;
  return vscode.window.onDidChangeWindowState(({ focused }) => {
    if (focused && !had) run();
    had = focused;
  });
}
