// Deletes an integration or a model on a platform after asking; a copy stays on this machine.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { confirm, inform } from '../notify.ts';
import { requirePermitted } from './permitted.ts';
import { ExpectedError } from '../expectedError.ts';
import type { Remote } from './remote.ts';
import { placeOf } from './remoteAddress.ts';
import { openRemote } from './importToPlatform.ts';
import { modelInUse } from './modelInUse.ts';
import { placesOf, restore } from './restoreDeleted.ts';

export async function deleteOnPlatform(face: Face, uri: vscode.Uri): Promise<void> {
  const place = placeOf(uri);
  if (place?.kind !== 'integration' && place?.kind !== 'model') return;
  const name = place.kind === 'model' ? place.id : place.name;
  const remote = await openRemote(face, { id: uri.authority });
  const isModel = place.kind === 'model';
  requirePermitted(face, 'deleteIntegration', uri);
  const detail = isModel ? modelDetail(remote, name) : await integrationDetail(face, remote, name);
  const remove = vscode.l10n.t('Delete');
  const question = vscode.l10n.t('Delete "{0}" on {1}?', name, remote.connection.name);
  if ((await confirm(question, detail, remove)) !== remove) return;
  await vscode.workspace.fs.delete(uri);
  void guarded(face, 'undo', () => offerUndo(face, uri, name));
}

function modelDetail(remote: Remote, id: string): string {
  const users = remote.integrationsOf(id);
  if (users.length > 0) throw new ExpectedError(modelInUse(id, users));
  return [gone(), kept()].join('\n');
}

async function integrationDetail(face: Face, remote: Remote, name: string): Promise<string> {
  const { trash } = await face.platforms();
  const aside = await trash.setAside(remote, name);
  if (!aside)
    return [gone(), vscode.l10n.t('The platform does not let it be read, so it cannot be brought back.')].join('\n');
  const { hidden } = aside.backup;
  const lost =
    hidden.length > 0
      ? vscode.l10n.t('The platform hides these secrets, so they are lost: {0}.', placesOf(hidden))
      : '';
  return [gone(), kept(), lost].filter(Boolean).join('\n');
}

const gone = (): string => vscode.l10n.t('It is deleted on the platform, for everybody.');
const kept = (): string => vscode.l10n.t('A copy stays on this machine: "Restore Deleted Integration" brings it back.');

async function offerUndo(face: Face, uri: vscode.Uri, name: string): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  const deleted = (await face.platforms()).trash.latest(uri);
  const choice = await inform(vscode.l10n.t('Deleted "{0}".', name), ...(deleted ? [undo] : []));
  if (choice === undo && deleted) await restore(face, deleted);
}
