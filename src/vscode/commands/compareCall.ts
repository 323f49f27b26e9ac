// Shows how the response of a call differs from that of the call before it.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { ExpectedError } from '../expectedError.ts';
import { comparedUri } from '../calls/responses.ts';
import { oneCall } from './showCall.ts';

export async function compareCall(face: Face, arg?: unknown): Promise<void> {
  const call = oneCall(face, arg);
  const before = face.reports.history.before(call);
  const { integration, operation } = call.report;
  if (!before)
    throw new ExpectedError(
      vscode.l10n.t('There is no earlier call of {0} of {1} to compare with.', operation, integration),
    );
  const time = (at: number): string => new Date(at).toLocaleTimeString();
  const title = `${integration} · ${operation}: ${time(before.report.startedAt)} ↔ ${time(call.report.startedAt)}`;
  await vscode.commands.executeCommand('vscode.diff', comparedUri(before), comparedUri(call), title);
}
