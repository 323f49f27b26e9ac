// Offers the pulls and pushes that can still be taken back, and takes one of them back.
import * as vscode from 'vscode';
import { connectionOf, nameThen } from '../../core/platform/connectionOf.ts';
import { createDocuments } from '../../core/platform/documents.ts';
import type { PlatformConnection } from '../../core/platform/platform.ts';
import type { Base } from '../../core/sync/base.ts';
import { createPlatformUndo } from '../../core/sync/platformUndo.ts';
import type { OpenRun, RunHome, UndoRuns } from '../../core/sync/undoRuns.ts';
import { hasSecrets } from '../../core/sync/undoStep.ts';
import { undoSync, type Undone, type UndoHome } from '../../core/sync/undoSync.ts';
import { ExpectedError } from '../expectedError.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { confirm, mostNames, withCount } from '../notify.ts';
import { integrationUri, isRemote, remoteHome } from '../platforms/remoteAddress.ts';
import { choose } from '../target.ts';
import type { BaseStore } from './baseStore.ts';
import { createFolderUndo } from './folderUndo.ts';
import { homeWith, refreshHome } from './syncScope.ts';

export interface TakingBack {
  readonly face: Face;
  readonly runs: UndoRuns;
  readonly bases: BaseStore;
}

/** `id`: of the run that is meant; without one it is chosen. */
export async function chooseRun({ face, runs }: TakingBack, id: string | undefined): Promise<OpenRun> {
  const all = await runs.all();
  const meant = id === undefined ? undefined : all.find((each) => each.id === id);
  const [first, ...others] = all;
  if (!first || (id !== undefined && !meant))
    throw new ExpectedError(vscode.l10n.t('There is no pull or push that could be taken back.'));
  const items = all.map((run) => {
    const detail = hindrance(face, run);
    return { label: run.title, description: timeAndCount(run), ...(detail !== undefined && { detail }), run };
  });
  const run =
    meant ?? (others.length === 0 ? first : (await choose(items, vscode.l10n.t('Take back which pull or push?'))).run);
  const reason = hindrance(face, run);
  if (reason !== undefined) throw new ExpectedError(reason);
  return run;
}

/** Why it cannot be taken back from here. */
function hindrance(face: Face, { target }: OpenRun): string | undefined {
  if (isRemote(vscode.Uri.parse(target.id)))
    return connectionAt(face, target)
      ? undefined
      : vscode.l10n.t('There is no connection to {0} any more. Connect to it first.', target.url ?? target.label);
  return homeWith(face, target.id)
    ? undefined
    : vscode.l10n.t('The folder {0} is not open in this window. Open it first.', target.label);
}

/** Of a platform's home as a run knew it. */
const connectionAt = ({ connections }: Face, { id, url = '' }: RunHome): PlatformConnection | undefined =>
  connectionOf(connections.all, { connection: vscode.Uri.parse(id).authority, url });

/** The id that a home has now. */
function idNow(face: Face, home: RunHome): string {
  const connection = isRemote(vscode.Uri.parse(home.id)) ? connectionAt(face, home) : undefined;
  return connection ? remoteHome({ authority: connection.id }) : home.id;
}

function timeAndCount({ at, steps }: OpenRun): string {
  const time = new Date(at).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
  return steps.length === 1
    ? vscode.l10n.t('{0} · 1 step', time)
    : vscode.l10n.t('{0} · {1} steps', time, steps.length);
}

export async function confirmUndo({ face, runs }: TakingBack, run: OpenRun): Promise<void> {
  const shown = await Promise.all(run.steps.slice(0, mostNames).map((step) => runs.step(run.id, step)));
  const names = shown.flatMap((step) => (typeof step === 'object' ? step.name : [])).join(', ');
  const rest = run.steps.length > mostNames ? ', …' : '';
  const undo = vscode.l10n.t('Undo');
  const detail = [`${timeAndCount(run)}: ${names}${rest}`, ...onPlatform(face, run)].join('\n');
  if ((await confirm(vscode.l10n.t('Undo "{0}"?', run.title), detail, undo)) !== undo)
    throw new vscode.CancellationError();
}

/** What is done to everybody there, and what nobody can see before. */
function onPlatform(face: Face, { target, steps }: OpenRun): string[] {
  const connection = isRemote(vscode.Uri.parse(target.id)) ? connectionAt(face, target) : undefined;
  if (!connection) return [];
  const where = vscode.l10n.t(
    'It is taken back on {0}, for everybody.',
    nameThen(connection, { url: target.url ?? '' }),
  );
  if (!steps.some(hasSecrets)) return [where];
  const secrets = vscode.l10n.t(
    'Secrets become what they were before it, as far as this machine knows. A platform does not show whether somebody has changed them since: such a change is lost.',
  );
  return [where, secrets];
}

export async function takeBack(at: TakingBack, run: OpenRun): Promise<Undone> {
  const { runs } = at;
  if (!(await runs.claim(run)))
    throw new ExpectedError(
      vscode.l10n.t('{0} is under way, here or in another window. Try again when it is done.', run.title),
    );
  try {
    const home = await openHome(at.face, run);
    const ids = { source: idNow(at.face, run.source), target: idNow(at.face, run.target) };
    const before = await forgetBases(at, run, ids);
    const undone = await withCount(vscode.l10n.t('Undoing {0}', run.title), run.steps.length, (tell, signal) =>
      undoSync(runs, run, home, tell, signal),
    );
    // What was taken back is reported, whatever goes wrong after it.
    await guarded(at.face, 'bases', async () => {
      for (const name of undone.integrations) before.delete(name);
      await at.bases.change(ids.source, ids.target, before);
    });
    await guarded(at.face, 'refresh', () => refreshHome(at.face, ids.target));
    return undone;
  } finally {
    await runs.release(run.id);
  }
}

async function openHome(face: Face, { target }: OpenRun): Promise<UndoHome> {
  const uri = vscode.Uri.parse(target.id);
  if (!isRemote(uri)) return createFolderUndo(uri);
  const platforms = await face.platforms();
  const { id = '' } = connectionAt(face, target) ?? {};
  const remote = await platforms.opened(id);
  const { platform } = remote;
  const secret: Parameters<typeof createPlatformUndo>[0]['secret'] = (reference) =>
    face.secrets.read(reference, integrationUri(id, ''));
  return createPlatformUndo({
    platform,
    secret,
    documents: (hidden) =>
      createDocuments(platform, {
        secret,
        conflict: () => Promise.resolve('stop'),
        masked: () => Promise.resolve(hidden),
        may: (permission) => remote.may(permission),
      }),
    keep: (name, modelId) => platforms.trash.keepCopy(remote, name, modelId),
    dropCopy: (copy) => platforms.trash.forget(copy),
  });
}

/**
 * What both homes had before the run counts from now on, and again what they had after it where a step stays: the other way
 * round, a window that ends in between would take what is undone for somebody's change.
 */
async function forgetBases(
  { runs, bases }: TakingBack,
  run: OpenRun,
  ids: Readonly<Record<'source' | 'target', string>>,
): Promise<Map<string, Base | undefined>> {
  const known = await bases.read(ids.source, ids.target);
  const [older, newer] = [new Map<string, Base | undefined>(), new Map<string, Base | undefined>()];
  for (const name of run.steps) {
    const step = await runs.step(run.id, name);
    if (typeof step !== 'object' || step.what !== 'integration') continue;
    older.set(step.name, step.base);
    newer.set(step.name, known.get(step.name));
  }
  await bases.change(ids.source, ids.target, older);
  return newer;
}
