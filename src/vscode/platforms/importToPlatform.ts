// Imports a model into a platform, or replaces the one of that name there; both verdicts, ours and the platform's, come first.
import * as vscode from 'vscode';
import type { Model } from '../../core/model.ts';
import type { Fault, PlatformConnection } from '../../core/platform/platform.ts';
import { sameBytes } from '../../core/sameBytes.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { reviewDocument } from '../models/importReview.ts';
import type { NewDocument } from '../models/modelSource.ts';
import { inform, withCancel } from '../notify.ts';
import { ExpectedError } from '../expectedError.ts';
import { refusalFor, requirePermitted } from './permitted.ts';
import type { Remote } from './remote.ts';
import { modelUri, platformUri } from './remoteAddress.ts';
import { replaceOnPlatform } from './replaceOnPlatform.ts';

export async function importToPlatform(
  face: Face,
  connection: PlatformConnection,
  document: NewDocument,
): Promise<void> {
  const remote = await openRemote(face, connection);
  requirePermitted(face, 'importModel', platformUri(connection.id));
  const bytes = await withCancel(vscode.l10n.t('Reading the document'), (signal) =>
    face.modelProblems.toJson(document.bytes, { files: document.beside, own: document.own }, signal),
  );
  const uri = modelUri(connection.id, document.model.id);
  const sent = { bytes, model: document.model, made: sameBytes(bytes, document.bytes) ? '' : madeFrom(document) };
  const judge = { name: connection.name, validate: validatorOf(remote) };
  const accepted = await reviewDocument(face, uri, sent, judge);
  if (remote.entries.has(uri.toString())) return replaceOnPlatform(face, remote, accepted);
  const title = vscode.l10n.t('Importing {0} into {1}', accepted.model.id, connection.name);
  const made = await withCancel(title, (signal) => remote.platform.createModel(accepted.bytes, signal));
  if (!made.ok && made.failure.kind === 'exists') {
    await remote.reopen();
    return replaceOnPlatform(face, remote, accepted);
  }
  if (!made.ok) throw new ExpectedError(made.failure.message);
  await remote.reopen();
  void guarded(face, 'importModel', () => offerIntegration(face, accepted.model, connection));
}

export async function openRemote(face: Face, { id }: Pick<PlatformConnection, 'id'>): Promise<Remote> {
  const remote = await (await face.platforms()).remote(id);
  await remote.open();
  if (!remote.isOpen) throw new ExpectedError(remote.message);
  return remote;
}

/** Of a platform, what it says; a sentence where it does not say. */
export const validatorOf =
  (remote: Remote) =>
  async (bytes: Uint8Array, signal: AbortSignal): Promise<readonly Fault[] | string> => {
    const answered = await remote.platform.validateModel(bytes, signal);
    return answered.ok ? answered.value : answered.failure.message;
  };

const madeFrom = ({ beside: { size } }: NewDocument): string =>
  size > 0
    ? vscode.l10n.t('JSON, with what stands in {0} other files', size)
    : vscode.l10n.t('JSON, made from the document');

async function offerIntegration(face: Face, { id, operations }: Model, connection: PlatformConnection): Promise<void> {
  const uri = modelUri(connection.id, id);
  const create = vscode.l10n.t('New Integration');
  const message = vscode.l10n.t(
    'Imported "{0}" into {1}, with {2} operations.',
    id,
    connection.name,
    operations.length,
  );
  const offered = refusalFor(face, 'newIntegration', uri) === undefined ? [create] : [];
  if ((await inform(message, ...offered)) === create)
    await vscode.commands.executeCommand('integrations.newIntegration', uri);
}
