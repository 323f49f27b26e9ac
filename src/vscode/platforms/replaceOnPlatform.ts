// Replaces a model of a platform, once the user has seen what becomes of each of its integrations.
import * as vscode from 'vscode';
import type { Model } from '../../core/model.ts';
import { migrateService, type Migrate, type Migrated } from '../../core/platform/migrating.ts';
import { consequences } from '../models/consequences.ts';
import { ExpectedError } from '../expectedError.ts';
import type { Face } from '../face.ts';
import { inParallel } from '../inParallel.ts';
import { confirm, someOf, withCancel } from '../notify.ts';
import { requirePermission, requirePermitted } from './permitted.ts';
import type { Remote } from './remote.ts';
import { modelUri } from './remoteAddress.ts';

/** Documents that are read at a time. */
const atOnce = 8;

export async function replaceOnPlatform(
  face: Face,
  remote: Remote,
  { model: after, bytes }: { readonly model: Model; readonly bytes: Uint8Array },
): Promise<void> {
  const { id } = after;
  const users = remote.integrationsOf(id);
  requirePermitted(face, 'updateModel', modelUri(remote.connection.id, id));
  await remote.readModel(id);
  const entry = remote.entries.get(modelUri(remote.connection.id, id).toString());
  const before = entry?.kind === 'model' ? entry.model : undefined;
  const migrate: Migrate = before ? (service) => migrateService(service, before, after) : unchanged;
  const seen = await lookAt(remote, users, migrate);
  const isTouched = [...seen.values()].some(({ isChanged }) => isChanged);
  const [replace, only] = [vscode.l10n.t('Replace'), vscode.l10n.t('Model Only')];
  const told = [...seen].map(([name, { notes }]) => ({ name, notes }));
  const detail = [
    usersText(users),
    before ? consequences(before, after, told) : notReadText(users),
    isTouched ? vscode.l10n.t('"Replace" also changes these integrations; "Model Only" leaves them as they are.') : '',
    wayText(),
  ];
  const question = vscode.l10n.t('Replace the model "{0}" on {1}?', id, remote.connection.name);
  const answer = await confirm(question, detail.filter(Boolean).join('\n'), replace, ...(isTouched ? [only] : []));
  if (answer === undefined) throw new vscode.CancellationError();
  const isWhole = answer === replace;
  if (isWhole && isTouched) requirePermission(remote, 'Integrations.updateIntegrationProperties', id);
  const { replacing } = await face.platforms();
  await replacing.replace(remote, {
    id,
    document: bytes,
    migrate: isWhole ? migrate : unchanged,
    seen: new Map(isWhole ? told.map(({ name, notes }) => [name, notes]) : []),
  });
}

const unchanged: Migrate = (service) => ({ service, notes: [] });

type Seen = Pick<Migrated, 'notes'> & { readonly isChanged: boolean };

/** What would happen to each, in the order of the list. */
async function lookAt(
  { platform }: Remote,
  names: readonly string[],
  migrate: Migrate,
): Promise<ReadonlyMap<string, Seen>> {
  const seen = new Map<string, Seen>();
  await withCancel(vscode.l10n.t('Reading the integrations'), (signal) =>
    inParallel(names, atOnce, async (name) => {
      const read = await platform.integration(name, signal);
      if (!read.ok && read.failure.kind !== 'missing') throw new ExpectedError(read.failure.message);
      if (!read.ok) return;
      const { notes, service } = migrate(read.value);
      seen.set(name, { notes, isChanged: service !== read.value });
    }),
  );
  return new Map([...seen].sort(([one], [other]) => names.indexOf(one) - names.indexOf(other)));
}

const usersText = (users: readonly string[]): string =>
  users.length === 0
    ? vscode.l10n.t('It has no integrations there.')
    : vscode.l10n.t('Its integrations ({0}): {1}.', users.length, someOf(users));

const notReadText = (users: readonly string[]): string =>
  users.length === 0 ? '' : vscode.l10n.t('Its document there cannot be read, so the integrations stay as they are.');

const wayText = (): string =>
  vscode.l10n.t(
    'The platform is asked to change it in place. Where it refuses, the integrations and the model are deleted and made anew; workflows cannot use them meanwhile. First a copy of everything is kept on this machine, and what fails halfway is put back.',
  );
