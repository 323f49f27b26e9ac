// Opens the walkthrough of the first day.
import * as vscode from 'vscode';

/** As VS Code names it: the extension, and the walkthrough in its manifest. */
const walkthrough = 'integration-essentials.integration-essentials#getStarted';

export async function getStarted(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough);
}
