// Repairs what an interrupted replacement of a model has left on a platform.
import * as vscode from 'vscode';
import { chosenConnection } from '../platforms/chosenConnection.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { openRemote } from '../platforms/importToPlatform.ts';
import { ExpectedError } from '../expectedError.ts';
import { requirePermitted } from '../platforms/permitted.ts';
import { platformUri } from '../platforms/remoteAddress.ts';

export async function repairReplacement(face: Face, arg?: unknown): Promise<void> {
  const remote = await openRemote(face, await chosenConnection(face, arg));
  requirePermitted(face, 'repairReplacement', platformUri(remote.connection.id));
  const { replacing } = await face.platforms();
  if ((await replacing.interrupted(remote)).length === 0)
    throw new ExpectedError(vscode.l10n.t('No replacement of a model on {0} was interrupted.', remote.connection.name));
  void guarded(face, 'repair', () => replacing.offerRepairs(remote));
}
