// Puts the call of a call document on the clipboard as a command for curl, with shell variables for its secrets.
import * as vscode from 'vscode';
import { isBodyFile } from '../../core/requests/callInput.ts';
import type { Face } from '../face.ts';
import { fileBeside } from '../models/modelFiles.ts';
import { inform } from '../notify.ts';
import { authorityFiles } from '../calls/networkSettings.ts';
import { plannedCall, type PlannedCall } from '../calls/plannedCall.ts';

export async function copyAsCurl(face: Face, arg?: unknown): Promise<void> {
  const planned = await plannedCall(face, arg);
  if (!planned) return;
  const { request, secrets, rejectUnauthorized, transport } = planned.preview;
  const bodyFile = bodyFileOf(planned);
  const command = (await face.testCalls()).toCurl(request, {
    ...{ secrets, rejectUnauthorized, secretsAs: 'variables' },
    transport: { ...transport, authorityFiles: authorityFiles() },
    ...(bodyFile !== undefined && { bodyFile }),
  });
  await vscode.env.clipboard.writeText(command);
  void inform([vscode.l10n.t('The curl command is on the clipboard.'), ...hints(command)].join(' '));
}

/** Where the body is on this machine, so that the command can be run from anywhere. */
function bodyFileOf({ document, calling: { input } }: PlannedCall): string | undefined {
  return isBodyFile(input.body) ? fileBeside(document.uri, input.body.file.path)?.fsPath : undefined;
}

function hints(command: string): string[] {
  const [preamble = ''] = /^: .*&&$/m.exec(command) ?? [];
  const names = Array.from(preamble.matchAll(/\$\{(\w+):\?\}/g), ([, name]) => name);
  return [
    ...(names.length > 0 ? [vscode.l10n.t('Set these variables before you run it: {0}.', names.join(', '))] : []),
    ...(/--data-binary '@body\.bin'/.test(command)
      ? [vscode.l10n.t('Its body is no text, or too long: put it into the file body.bin.')]
      : []),
  ];
}
