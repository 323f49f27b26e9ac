// The one place where what a command throws is dealt with.
import * as vscode from 'vscode';
import { createRedactor } from '../core/redact.ts';
import { messageOf } from './messages.ts';
import { complain } from './notify.ts';

/** Cancellation is silent; anything else is a sentence for the user and a stack for the log. */
export async function guarded(
  face: { readonly log: vscode.LogOutputChannel },
  name: string,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof vscode.CancellationError) return;
    const redact = createRedactor([]);
    face.log.error(name, redact(error instanceof Error ? (error.stack ?? error.message) : String(error)));
    const show = vscode.l10n.t('Show Log');
    void complain(redact(messageOf(error)), show).then((choice) => choice === show && face.log.show());
  }
}
