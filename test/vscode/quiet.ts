// When the checks of documents have come to an end.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

/**
 * Resolves when VS Code has told of every file that was written, and then no document was checked for some milliseconds: a
 * new model lets all of them be checked again.
 */
export async function nothingIsChecked(milliseconds = 2000): Promise<void> {
  await filesAreTold();
  await new Promise<void>((resolve) => {
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

let count = 0;

/** It tells of files in the order in which they were written. */
async function filesAreTold(): Promise<void> {
  const name = `told-${++count}.txt`;
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${name}`);
  const told = new Promise((resume) => watcher.onDidCreate(resume));
  const file = join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, name);
  writeFileSync(file, '');
  await told;
  rmSync(file);
  watcher.dispose();
}
