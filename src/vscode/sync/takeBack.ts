// Offers the pulls and pushes that can still be taken back, and takes one of them back.
import * as vscode from 'vscode';
import { createDocuments } from '../../core/platform/documents.ts';
import type { Base } from '../../core/sync/base.ts';
import { createPlatformUndo } from '../../core/sync/platformUndo.ts';
import type { OpenRun, UndoRuns } from '../../core/sync/undoRuns.ts';
import { undoSync, type Undone, type UndoHome } from '../../core/sync/undoSync.ts';
import { ExpectedError } from '../expectedError.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { confirm, withCount } from '../notify.ts';
import { connectionAt } from '../platforms/restoreDeleted.ts';
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
    return connectionAt(face, connectionOf(target))
      ? undefined
      : vscode.l10n.t('There is no connection to {0} any more. Connect to it first.', target.url ?? target.label);
  return homeWith(face, target.id)
    ? undefined
    : vscode.l10n.t('The folder {0} is not open in this window. Open it first.', target.label);
}

const connectionOf = ({ id, url = '' }: OpenRun['target']): { readonly connection: string; readonly url: string } => ({
  connection: vscode.Uri.parse(id).authority,
  url,
});

function timeAndCount({ at, steps }: OpenRun): string {
  const time = new Date(at).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
  return steps.length === 1
    ? vscode.l10n.t('{0} · 1 step', time)
    : vscode.l10n.t('{0} · {1} steps', time, steps.length);
}

/** Names that a question has room for. */
const mostNames = 10;

export async function confirmUndo({ runs }: TakingBack, run: OpenRun): Promise<void> {
  const shown = await Promise.all(run.steps.slice(0, mostNames).map((step) => runs.step(run.id, step)));
  const names = shown.flatMap((step) => (typeof step === 'object' ? step.name : [])).join(', ');
  const rest = run.steps.length > mostNames ? ', …' : '';
  const undo = vscode.l10n.t('Undo');
  if ((await confirm(vscode.l10n.t('Undo "{0}"?', run.title), `${timeAndCount(run)}: ${names}${rest}`, undo)) !== undo)
    throw new vscode.CancellationError();
}

export async function takeBack(at: TakingBack, run: OpenRun): Promise<Undone> {
  const { runs } = at;
  if (!(await runs.claim(run)))
    throw new ExpectedError(
      vscode.l10n.t('{0} is under way, here or in another window. Try again when it is done.', run.title),
    );
  try {
    const { home, id } = await openHome(at.face, run);
    const before = await forgetBases(at, run);
    const undone = await withCount(vscode.l10n.t('Undoing {0}', run.title), run.steps.length, (tell, signal) =>
      undoSync(runs, run, home, tell, signal),
    );
    // What was taken back is reported, whatever goes wrong after it.
    await guarded(at.face, 'bases', async () => {
      for (const name of undone.integrations) before.delete(name);
      await at.bases.change(run.source.id, run.target.id, before);
    });
    await guarded(at.face, 'refresh', () => refreshHome(at.face, id));
    return undone;
  } finally {
    await runs.release(run.id);
  }
}

interface OpenHome {
  /** As it is called now. */
  readonly id: string;
  readonly home: UndoHome;
}

async function openHome(face: Face, { target }: OpenRun): Promise<OpenHome> {
  const uri = vscode.Uri.parse(target.id);
  if (!isRemote(uri)) return { id: target.id, home: createFolderUndo(uri) };
  const platforms = await face.platforms();
  const { id = '' } = connectionAt(face, connectionOf(target)) ?? {};
  const remote = await platforms.opened(id);
  const { platform } = remote;
  const secret: Parameters<typeof createPlatformUndo>[0]['secret'] = (reference) =>
    face.secrets.read(reference, integrationUri(id, ''));
  const home = createPlatformUndo({
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
  return { id: remoteHome({ authority: id }), home };
}

/**
 * What both homes had before the run counts from now on, and again what they had after it where a step stays: the other way
 * round, a window that ends in between would take what is undone for somebody's change.
 */
async function forgetBases({ runs, bases }: TakingBack, run: OpenRun): Promise<Map<string, Base | undefined>> {
  const known = await bases.read(run.source.id, run.target.id);
  const [older, newer] = [new Map<string, Base | undefined>(), new Map<string, Base | undefined>()];
  for (const name of run.steps) {
    const step = await runs.step(run.id, name);
    if (typeof step !== 'object' || step.what !== 'integration') continue;
    older.set(step.name, step.base);
    newer.set(step.name, known.get(step.name));
  }
  await bases.change(run.source.id, run.target.id, older);
  return newer;
}
