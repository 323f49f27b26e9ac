// Saves the body of a response where the user wants it: byte for byte where it was kept so, else the text that is shown.
import * as vscode from 'vscode';
import { extensionOf } from '../../core/requests/mediaType.ts';
import { MASK } from '../../core/secrets/redactNames.ts';
import type { Report, StandardResponse } from '../../core/report.ts';
import type { Face } from '../face.ts';
import { inform } from '../notify.ts';
import { ExpectedError } from '../expectedError.ts';
import { reportOf } from '../calls/responses.ts';
import { activeUri } from '../target.ts';
import { oneCall } from './showCall.ts';

/** Of a row of the "Calls" view, or of a response document. */
export async function saveResponseBody(face: Face, arg?: unknown): Promise<void> {
  const report = reportFor(face, arg);
  const response = report?.response;
  if (typeof response !== 'object')
    throw new ExpectedError(vscode.l10n.t('This call got no answer, so there is no body to save.'));
  if (report?.excerpt && !report.saved)
    throw new ExpectedError(vscode.l10n.t('The whole body of this answer is no longer kept. Make the call again.'));
  const target = await vscode.window.showSaveDialog({ defaultUri: suggestion(report, response) });
  if (!target) return;
  const said = report?.saved ? await copy(report.saved.file, target) : await write(response.body, target);
  void inform(
    [vscode.l10n.t('Saved as {0}.', vscode.workspace.asRelativePath(target)), said].filter(Boolean).join(' '),
  );
}

function reportFor(face: Face, arg: unknown): Report | undefined {
  const uri = arg instanceof vscode.Uri ? arg : arg === undefined ? activeUri() : undefined;
  return uri?.scheme === 'integration-response' ? reportOf(face.reports, uri) : oneCall(face, arg).report;
}

function suggestion(report: Report | undefined, { headers }: StandardResponse): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const name = (report?.operation ?? '').replaceAll(/[^\w.-]+/g, '-');
  const file = `${name || 'response'}.${extensionOf([headers['content-type'] ?? ''].flat().join())}`;
  return folder ? vscode.Uri.joinPath(folder.uri, file) : vscode.Uri.file(file);
}

async function copy(file: string, target: vscode.Uri): Promise<string> {
  await vscode.workspace.fs.copy(vscode.Uri.file(file), target, { overwrite: true });
  return vscode.l10n.t('It is exactly what the server sent, with whatever secrets are in it.');
}

async function write(body: string, target: vscode.Uri): Promise<string> {
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(body));
  return body.includes(MASK) ? vscode.l10n.t('Secrets in it are masked.') : '';
}
