// The one place where what a command throws is dealt with.
import * as vscode from 'vscode';
import { createRedactor } from '../core/secrets/redact.ts';
import { isExpected } from './expectedError.ts';
import { messageOf } from './messages.ts';
import { complain } from './notify.ts';

interface Logging {
  readonly log: vscode.LogOutputChannel;
}

/** Cancellation is silent; what was to be expected is a sentence, and anything else one with a stack in the log. */
export async function guarded(face: Logging, name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof vscode.CancellationError) return;
    const message = redact(messageOf(error));
    if (isExpected(error)) {
      face.log.warn(`${name}: ${message}`);
      void offer(message, error.wayOut);
      return;
    }
    logFault(face, name, error);
    const show = vscode.l10n.t('Show Log');
    void complain(message, show).then((choice) => choice === show && face.log.show());
  }
}

async function offer(message: string, wayOut: vscode.Command | undefined): Promise<void> {
  const chosen = await complain(message, ...(wayOut ? [wayOut.title] : []));
  if (wayOut && chosen === wayOut.title)
    await vscode.commands.executeCommand(wayOut.command, ...((wayOut.arguments ?? []) as unknown[]));
}

/** Something that should not have happened, with the place in the code. */
export function logFault({ log }: Logging, name: string, error: unknown): void {
  log.error(name, redact(error instanceof Error ? (error.stack ?? error.message) : String(error)));
}

const redact = createRedactor([]);
