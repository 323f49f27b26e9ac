// Imports a model into a platform, or replaces the one of that name there; both verdicts, ours and the platform's, come first.
import * as vscode from 'vscode';
import type { Model } from '../../core/model.ts';
import { changeText } from '../../core/edit.ts';
import { readIntegration } from '../../core/integration.ts';
import type { JsonObject } from '../../core/json.ts';
import { migrate } from '../../core/migrate.ts';
import { compareModels } from '../../core/modelChanges.ts';
import { serviceIn } from '../../core/platform/masked.ts';
import type { Fault, PlatformConnection } from '../../core/platform/platform.ts';
import { prettyJson } from '../../core/platform/prettyJson.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { reviewDocument } from '../importReview.ts';
import type { NewDocument } from '../modelSource.ts';
import { confirm, inform, withCancel } from '../notify.ts';
import { ExpectedError } from '../expectedError.ts';
import type { Remote } from '../remote.ts';
import { refusalFor, requirePermitted } from '../permitted.ts';
import { modelUri, platformUri } from '../remoteAddress.ts';

export async function importToPlatform(
  face: Face,
  connection: PlatformConnection,
  document: NewDocument,
): Promise<void> {
  if (document.beside.size > 0) throw new ExpectedError(severalFiles([...document.beside.keys()]));
  const remote = await openRemote(face, connection);
  requirePermitted(face, 'importModel', platformUri(connection.id));
  const bytes = await withCancel(vscode.l10n.t('Reading the document'), (signal) =>
    face.modelProblems.toJson(document.bytes, signal),
  );
  const uri = modelUri(connection.id, document.model.id);
  const judge = { name: connection.name, validate: validatorOf(remote) };
  const accepted = await reviewDocument(face, uri, { bytes, model: document.model }, judge);
  if (remote.entries.has(uri.toString())) return replaceOn(face, remote, accepted.model, accepted.bytes);
  const title = vscode.l10n.t('Importing {0} into {1}', accepted.model.id, connection.name);
  const made = await withCancel(title, (signal) => remote.platform.createModel(accepted.bytes, signal));
  if (!made.ok && made.failure.kind === 'exists') {
    await remote.reopen();
    return replaceOn(face, remote, accepted.model, accepted.bytes);
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

const severalFiles = (beside: readonly string[]): string =>
  vscode.l10n.t(
    'A platform takes a model as one document, and this one refers to others: {0}. Bundle them into one first.',
    beside.slice(0, 8).join(', '),
  );

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

async function replaceOn(face: Face, remote: Remote, after: Model, bytes: Uint8Array): Promise<void> {
  const { id } = after;
  const users = remote.integrationsOf(id);
  requirePermitted(face, 'updateModel', modelUri(remote.connection.id, id));
  await remote.readModel(id);
  const entry = remote.entries.get(modelUri(remote.connection.id, id).toString());
  const before = entry?.kind === 'model' ? entry.model : undefined;
  const replace = vscode.l10n.t('Replace');
  const question = vscode.l10n.t('Replace the model "{0}" on {1}?', id, remote.connection.name);
  if ((await confirm(question, detailOf(before, after, users), replace)) !== replace)
    throw new vscode.CancellationError();
  const { replacing } = await face.platforms();
  await replacing.replace(remote, { id, bytes, migrate: (service) => migrated(service, before, after) });
}

function detailOf(before: Model | undefined, after: Model, users: readonly string[]): string {
  const changes = before && compareModels(before, after);
  const gone = changes?.operationsGone ?? [];
  return [
    users.length === 0
      ? vscode.l10n.t('It has no integrations there.')
      : vscode.l10n.t(
          'Its integrations ({0}): {1}.',
          users.length,
          users.slice(0, 20).join(', ') + (users.length > 20 ? ', …' : ''),
        ),
    gone.length > 0 ? vscode.l10n.t('Operations that are gone: {0}', gone.slice(0, 8).join(', ')) : '',
    vscode.l10n.t(
      'The platform is asked to change it in place. Where it refuses, the integrations and the model are deleted and made anew; workflows cannot use them meanwhile. First a copy of everything is kept on this machine, and what fails halfway is put back.',
    ),
  ]
    .filter(Boolean)
    .join('\n');
}

function migrated(service: JsonObject, before: Model | undefined, after: Model): JsonObject {
  if (!before) return service;
  const text = prettyJson(service);
  const { changes } = migrate(readIntegration(text), before, after);
  return changes.length === 0 ? service : serviceIn(changeText(text, changes));
}
