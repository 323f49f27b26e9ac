// Puts calls on the clipboard for other tools; reports hold no secrets, so what is copied holds none.
import * as vscode from 'vscode';
import { MASK } from '../../core/secrets/redactNames.ts';
import type { Face } from '../face.ts';
import { inform } from '../notify.ts';
import { oneCall } from './showCall.ts';
import { ExpectedError } from '../expectedError.ts';

/** Of all selected rows, the oldest first, as the archive wants it. */
export async function copyCallAsHar(face: Face, arg?: unknown, selected?: unknown): Promise<void> {
  const reports = face.calls.callsOf(arg, selected).map(({ report }) => report);
  const sent = reports.filter(({ request }) => request !== undefined);
  if (sent.length === 0) throw neverSent();
  const { toHar } = await face.testCalls();
  await vscode.env.clipboard.writeText(
    toHar(
      sent.toSorted((a, b) => a.startedAt - b.startedAt),
      face.creator,
    ),
  );
}

export async function copyCallAsCurl(face: Face, arg?: unknown): Promise<void> {
  const { request } = oneCall(face, arg).report;
  if (!request) throw neverSent();
  if (binary.test(request.body))
    throw new ExpectedError(vscode.l10n.t('The body of this call is binary and not kept.'));
  const { toCurl } = await face.testCalls();
  const body = request.body === '' ? {} : { body: new TextEncoder().encode(request.body) };
  const { method, url, headers } = request;
  const command = toCurl({ method, url, headers, ...body }, { secrets: [], secretsAs: 'variables' });
  await vscode.env.clipboard.writeText(command);
  if (JSON.stringify(request).includes(MASK))
    void inform(vscode.l10n.t('The secrets of the command are shell variables: it says which ones it lacks.'));
}

/** The first bytes in the note that stands for a binary body or part. */
const binary = /: (?:[\da-f]{2} ){2,15}[\da-f]{2}(?: …)?>/;

const neverSent = (): Error => new Error(vscode.l10n.t('This call was never sent, so there is nothing to copy.'));
