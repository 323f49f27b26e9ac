// Writes what was decided of a plan, keeps what both homes have from now on, and tells how it went.
import * as vscode from 'vscode';
import type { Home } from '../../core/catalog.ts';
import { createPlatformTarget } from '../../core/sync/platformTarget.ts';
import type { Put } from '../../core/sync/leaves.ts';
import { knownBases, runSync, type Decided, type Ran, type TargetHome } from '../../core/sync/runSync.ts';
import type { RunHome } from '../../core/sync/undoRuns.ts';
import type { UndoLog } from '../../core/sync/undoStep.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { withCount } from '../notify.ts';
import type { Platforms } from '../platforms/platforms.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import { knownValue, type Answers } from './askMissing.ts';
import { createFolderTarget } from './folderTarget.ts';
import { modelDocument } from './modelDocument.ts';
import type { Masked, Planned } from './plannedSync.ts';
import { pauses } from '../pauses.ts';
import { refreshHome } from './syncScope.ts';
import type { TakingBack } from './takeBack.ts';

export interface CarriedOut extends Ran {
  /** Of the run, where something of it can be taken back. */
  readonly undo: string | undefined;
}

export async function carryOut(
  { face, bases, runs }: TakingBack,
  planned: Planned,
  decided: Decided,
  answers: Answers,
  title: string,
): Promise<CarriedOut> {
  const { source, target } = planned;
  const log = runs.begin({ title, source: runHome(face, source), target: runHome(face, target) });
  let undo: string | undefined;
  try {
    const home = targetOf(face, await face.platforms(), log, planned, answers);
    const total = decided.decisions.length + decided.models.length;
    const ran = await withCount(title, Math.max(total, 1), (report, signal) => runSync(home, decided, report, signal));
    // What was written is reported, and can be taken back, whatever goes wrong after it.
    await guarded(face, 'bases', async () => {
      const known = new Map([...(await knownBases(planned.plan, pauses())), ...ran.bases]);
      await bases.change(source.id, target.id, known);
    });
    undo = (await runs.release(log.id)) ? log.id : undefined;
    await guarded(face, 'refresh', () => refreshHome(face, target.id));
    return { ...ran, undo };
  } finally {
    await runs.release(log.id);
  }
}

function runHome({ connections }: Face, { id, label }: Home): RunHome {
  const connection = connections.all.find((each) => each.id === vscode.Uri.parse(id).authority);
  return { id, label, ...(isRemote(vscode.Uri.parse(id)) && connection && { url: connection.url }) };
}

function targetOf(face: Face, { trash }: Platforms, log: UndoLog, planned: Planned, { typed }: Answers): TargetHome {
  const { target, remotes, plan, secret } = planned;
  const model = (id: string, signal: AbortSignal): ReturnType<typeof modelDocument> =>
    modelDocument(face, planned, id, signal);
  if (!remotes.target)
    return createFolderTarget({
      home: target,
      model,
      log,
      // What somebody has stored under the name is theirs.
      store: async ({ name, value }) => {
        const reference = { store: 'secret', name } as const;
        if ((await secret(reference)) === undefined && vscode.workspace.isTrusted)
          await face.secrets.store(reference, value, vscode.Uri.joinPath(vscode.Uri.parse(target.id), 'file'));
      },
    });
  const { platform, documents, remote } = remotes.target;
  const typedFor = (name: string): readonly Put[] => typed.get(name) ?? [];
  const hidden: Masked = async (name, pointers) => {
    const source = plan.items.find((item) => item.name === name)?.source;
    const values = new Map<string, string>();
    for (const pointer of pointers) {
      const given = typedFor(name).find((each) => each.pointer === pointer)?.value;
      const value = typeof given === 'string' ? given : await knownValue(source, pointer, secret);
      if (value !== undefined) values.set(pointer, value);
    }
    return values;
  };
  remotes.target.answer = hidden;
  return createPlatformTarget({
    platform,
    documents,
    typed: typedFor,
    hidden,
    model,
    keep: (name, modelId) => trash.keepCopy(remote, name, modelId),
    log,
  });
}
