// Writes what was decided of a plan, keeps what both homes have from now on, and tells how it went.
import * as vscode from 'vscode';
import { createPlatformTarget, type Kept } from '../../core/sync/platformTarget.ts';
import type { Put } from '../../core/sync/leaves.ts';
import { knownBases, runSync, type Decided, type Ran, type TargetHome } from '../../core/sync/runSync.ts';
import type { Face } from '../face.ts';
import { withCount } from '../notify.ts';
import type { Platforms } from '../platforms.ts';
import { knownValue, type Answers } from './askMissing.ts';
import type { BaseStore } from './baseStore.ts';
import { createFolderTarget } from './folderTarget.ts';
import { modelDocument } from './modelDocument.ts';
import type { Planned } from './plannedSync.ts';

export async function carryOut(
  face: Face,
  bases: BaseStore,
  planned: Planned,
  decided: Decided,
  answers: Answers,
  title: string,
): Promise<Ran> {
  const target = targetOf(face, await face.platforms(), planned, answers);
  const total = decided.decisions.length + decided.models.length;
  const ran = await withCount(title, Math.max(total, 1), (report, signal) => runSync(target, decided, report, signal));
  const known = new Map([...knownBases(planned.plan), ...ran.bases]);
  await bases.change(planned.source.id, planned.target.id, known);
  await refresh(face, planned);
  return ran;
}

function targetOf(face: Face, { trash }: Platforms, planned: Planned, { typed }: Answers): TargetHome {
  const { target, remotes, plan, secret } = planned;
  const model = (id: string, signal: AbortSignal): ReturnType<typeof modelDocument> =>
    modelDocument(face, planned, id, signal);
  if (!remotes.target)
    return createFolderTarget({
      home: target,
      model,
      // What somebody has stored under the name is theirs.
      store: async ({ name, value }) => {
        const reference = { store: 'secret', name } as const;
        if ((await secret(reference)) === undefined && vscode.workspace.isTrusted)
          await face.secrets.store(reference, value, vscode.Uri.joinPath(vscode.Uri.parse(target.id), 'file'));
      },
    });
  const { platform, documents, remote } = remotes.target;
  const typedFor = (name: string): readonly Put[] => typed.get(name) ?? [];
  remotes.target.answer = async (name, pointers) => {
    const source = plan.items.find((item) => item.name === name)?.source;
    const values = new Map<string, string>();
    for (const pointer of pointers) {
      const given = typedFor(name).find((each) => each.pointer === pointer)?.value;
      const value = typeof given === 'string' ? given : await knownValue(source, pointer, secret);
      if (value !== undefined) values.set(pointer, value);
    }
    return values;
  };
  const keep = async (name: string, modelId: string): Promise<Kept | undefined> => {
    const kept = await trash.keepIntegration(remote, name, modelId);
    return (
      kept && {
        restore: (signal) => trash.journal.restore(kept, platform, signal),
        drop: () => trash.journal.drop(kept),
      }
    );
  };
  return createPlatformTarget({ platform, documents, typed: typedFor, model, keep });
}

/** What is open shows what was written. */
export async function refresh(face: Face, { target, remotes }: Pick<Planned, 'target' | 'remotes'>): Promise<void> {
  if (remotes.target) await (await face.platforms()).refresh(vscode.Uri.parse(target.id).authority);
}
