// Opens the walkthrough of the first day.
import * as vscode from 'vscode';

/** As VS Code names it: the extension, and the walkthrough in its manifest. */
const walkthrough = 'integration-essentials.integration-essentials#getStarted';

/** Milliseconds in which VS Code makes what it opens; it tells nobody when it is done. */
const making = 2_000;

/**
 * Steps that were done before VS Code made the walkthrough are done for nobody: it looks for what becomes true, and takes for
 * history what is true from the start. So each step has another condition, which becomes true later.
 */
export async function getStarted(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough);
  setTimeout(() => void vscode.commands.executeCommand('setContext', 'integrations.hasStarted', true), making);
}
