// Every command of the extension by its id, and the one place where what a command throws is dealt with.
import * as vscode from 'vscode';
import { addSyslog } from './commands/addSyslog.ts';
import { clearFilter, filter } from './commands/filter.ts';
import { cloneIntegration } from './commands/cloneIntegration.ts';
import { copyOperationPath } from './commands/copyOperationPath.ts';
import { deleteIntegration } from './commands/deleteIntegration.ts';
import { importModel } from './commands/importModel.ts';
import { moveSecret } from './commands/moveSecret.ts';
import { newIntegration } from './commands/newIntegration.ts';
import { openAdvancedView, openForm } from './commands/openFaces.ts';
import { openModel } from './commands/openModel.ts';
import { refresh } from './commands/refresh.ts';
import { revealInTree } from './commands/revealInTree.ts';
import { showLog } from './commands/showLog.ts';
import { showResponse } from './commands/showResponse.ts';
import { testCall } from './commands/testCall.ts';
import { validateModel } from './commands/validateModel.ts';
import type { Face } from './face.ts';
import { messageOf } from './messages.ts';

/** What a command is given: a node of the tree, a document's URI, or nothing (the palette). */
export type Command = (face: Face, ...args: readonly unknown[]) => Promise<void> | void;

export const commands: Readonly<Record<string, Command>> = {
  addSyslog,
  clearFilter,
  cloneIntegration,
  copyOperationPath,
  deleteIntegration,
  filter,
  importModel,
  moveSecret,
  newIntegration,
  openAdvancedView,
  openForm,
  openModel,
  refresh,
  revealInTree,
  showLog,
  showResponse,
  testCall,
  validateModel,
};

export function registerCommands(face: Face): vscode.Disposable {
  const registered = Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(`integrations.${name}`, (...args: unknown[]) =>
      guarded(face, name, () => run(face, ...args)),
    ),
  );
  return vscode.Disposable.from(...registered);
}

/** Cancellation is silent; anything else is a sentence for the user and a stack for the log. */
async function guarded(face: Face, name: string, run: () => Promise<void> | void): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof vscode.CancellationError) return;
    face.log.error(name, error instanceof Error ? (error.stack ?? error.message) : String(error));
    const show = vscode.l10n.t('Show Log');
    void vscode.window.showErrorMessage(messageOf(error), show).then((choice) => choice === show && face.log.show());
  }
}
