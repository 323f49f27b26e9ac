// Brings back what was deleted on a platform, and says what of it is lost.
import * as vscode from 'vscode';
import { connectionOf } from '../../core/platform/connectionOf.ts';
import type { Deleted } from '../../core/platform/journal.ts';
import { prettyJson } from '../../core/prettyJson.ts';
import { placeText } from '../../core/platform/hidden.ts';
import type { Face } from '../face.ts';
import { formViewType } from '../form/formViewType.ts';
import { guarded } from '../guarded.ts';
import { caution, complain, inform, withCancel } from '../notify.ts';
import { openRemote } from './importToPlatform.ts';
import { ExpectedError } from '../expectedError.ts';
import type { Remote } from './remote.ts';
import { refusalFor, refusalThere } from './permitted.ts';
import { integrationUri, modelUri, platformUri } from './remoteAddress.ts';
import { openFace } from '../reveal.ts';

/** Of a secret that is lost: `authentication.login.password`. */
export const placesOf = (pointers: readonly string[]): string => pointers.map(placeText).join(', ');

/** Why it could not be made again where it was. */
export function refusalOfRestoring(face: Face, deleted: Deleted): string | undefined {
  const { id } = connectionOf(face.connections.all, deleted) ?? {};
  if (id === undefined) return undefined;
  return deleted.kind === 'model'
    ? refusalFor(face, 'importModel', platformUri(id))
    : refusalThere(face, 'cloneIntegration', platformUri(id));
}

export async function restore(face: Face, deleted: Deleted): Promise<void> {
  const connection = connectionOf(face.connections.all, deleted);
  if (!connection)
    throw new ExpectedError(vscode.l10n.t('There is no connection to {0} any more. Connect to it first.', deleted.url));
  const remote = await openRemote(face, connection);
  const refusal = refusalOfRestoring(face, deleted);
  if (refusal !== undefined) throw new ExpectedError(refusal);
  const { trash } = await face.platforms();
  const title = vscode.l10n.t('Restoring {0} on {1}', deleted.name, connection.name);
  const done = await withCancel(title, (signal) => trash.journal.restore(deleted, remote.platform, signal));
  if (!done.ok && done.failure.kind === 'exists')
    return void guarded(face, 'restore', () => tellExists(face, remote, deleted));
  if (!done.ok) throw new ExpectedError(done.failure.message);
  await remote.reopen();
  void guarded(face, 'restore', () => tell(remote, deleted, done.value.lost));
}

async function tell({ connection }: Remote, { kind, name }: Deleted, lost: readonly string[]): Promise<void> {
  const uri = kind === 'model' ? modelUri(connection.id, name) : integrationUri(connection.id, name);
  const open = vscode.l10n.t('Open');
  const message = vscode.l10n.t('Restored "{0}" on {1}.', name, connection.name);
  const secrets =
    lost.length === 0 ? '' : vscode.l10n.t('These secrets are lost, enter them again: {0}.', placesOf(lost));
  const choice = await (lost.length === 0 ? inform(message, open) : caution(`${message} ${secrets}`, open));
  if (choice !== open) return;
  if (kind === 'model') await vscode.commands.executeCommand('vscode.open', uri);
  else await openFace(uri, formViewType);
}

/** Nothing is overwritten: both versions are there to be compared. */
async function tellExists(face: Face, { connection }: Remote, deleted: Deleted): Promise<void> {
  const message = vscode.l10n.t(
    '{0} has "{1}" again; it is left as it is. The deleted one is still kept.',
    connection.name,
    deleted.name,
  );
  const { trash } = await face.platforms();
  const service = trash.journal.service(deleted);
  const compare = vscode.l10n.t('Compare');
  if ((await complain(message, ...(service ? [compare] : []))) !== compare || !service) return;
  const kept = await vscode.workspace.openTextDocument({ language: 'integration', content: prettyJson(service) });
  const title = vscode.l10n.t('{0}: deleted ↔ on the platform', deleted.name);
  await vscode.commands.executeCommand('vscode.diff', kept.uri, integrationUri(connection.id, deleted.name), title);
}
