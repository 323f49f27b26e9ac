// Writes what the last sweep found into a file, as JUnit XML or as JSON.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { inform } from '../notify.ts';
import { ExpectedError } from '../expectedError.ts';

/** `target` names the file, for keybindings and tests; without it a dialog asks. */
export async function exportSweep(face: Face, target?: unknown): Promise<void> {
  const { sweep } = face.reports;
  if (!sweep) throw new ExpectedError(vscode.l10n.t('There was no sweep yet. Run "Test All Integrations" first.'));
  const uri = target instanceof vscode.Uri ? target : await askFile();
  if (!uri) throw new vscode.CancellationError();
  const { toJUnit, toSweepJson } = await face.testCalls();
  const text = uri.path.toLowerCase().endsWith('.json') ? toSweepJson(sweep) : toJUnit(sweep);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const open = vscode.l10n.t('Open');
  const name = uri.path.replace(/^.*\//, '');
  void inform(vscode.l10n.t('The results of {0} integrations are in {1}.', sweep.results.length, name), open).then(
    (choice) => choice === open && vscode.commands.executeCommand('vscode.open', uri),
  );
}

function askFile(): Thenable<vscode.Uri | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Sweep'),
    filters: { [vscode.l10n.t('JUnit XML')]: ['xml'], JSON: ['json'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder.uri, 'integrations.junit.xml') }),
  });
}
