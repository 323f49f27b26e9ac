// Reads both homes of a pull, a push or a comparison and makes the plan of it.
import * as vscode from 'vscode';
import type { Home } from '../../core/catalog.ts';
import { createDocuments, type RemoteDocuments } from '../../core/platform/documents.ts';
import {
  environmentOf,
  environmentsFile,
  noEnvironments,
  overlayOf,
  readEnvironments,
  type Environments,
} from '../../core/sync/environments.ts';
import type { Pause } from '../../core/inTurns.ts';
import { planSync, type OverlayOf, type SyncHome, type SyncPlan } from '../../core/sync/planSync.ts';
import type { ReadSecret } from '../../core/sync/side.ts';
import type { Overlaid } from '../../core/sync/travel.ts';
import { documentText } from '../documentText.ts';
import { exists } from '../exists.ts';
import type { Face } from '../face.ts';
import type { Remote } from '../platforms/remote.ts';
import { pauses } from '../pauses.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import type { BaseStore } from './baseStore.ts';
import { differingModels } from './differingModels.ts';
import { readHome, type PlatformReading, type ReadingHome } from './readHome.ts';
import { homeWith, type Scope } from './syncScope.ts';

/** Between which homes, and what of them. */
export interface Between {
  readonly source: Home;
  readonly target: Home;
  readonly scope: Scope;
}

export interface Planned extends Omit<Between, 'scope'> {
  readonly plan: SyncPlan;
  readonly secret: ReadSecret;
  /** Of platforms. */
  readonly remotes: { readonly source: Remote | undefined; readonly target: OpenTarget | undefined };
  /** What is wrong with the environments file. */
  readonly problems: readonly string[];
}

/** A platform with the documents through which the plan was read, and through which it is written. */
export interface OpenTarget extends PlatformReading {
  readonly remote: Remote;
  /** Answers for secrets that the platform hides, once it is known which. */
  answer: Masked;
}

export type Masked = (name: string, pointers: readonly string[]) => Promise<ReadonlyMap<string, string>>;

export interface Planning {
  readonly signal: AbortSignal;
  readonly tell: (message: string) => void;
}

export async function makePlan(
  face: Face,
  bases: BaseStore,
  { source, target, scope }: Between,
  { signal, tell }: Planning,
): Promise<Planned> {
  const pause = breathing(signal);
  // A file that has just come may not have been told of yet, and a plan without it would be wrong.
  if (!source.remote || !target.remote) await face.catalog.reload();
  const folder = await folderFor(source, target);
  const secret: ReadSecret = (reference) => face.secrets.read(reference, folder ?? vscode.Uri.parse(source.id));
  const [from, to] = [await remoteOf(face, source), await remoteOf(face, target)];
  signal.throwIfAborted();
  // A platform and changed files have been listed anew meanwhile.
  const current = ({ id }: Home): Home | undefined => homeWith(face, id);
  const [sourceNow, targetNow] = [current(source) ?? source, current(target) ?? target];
  const [reading, writing] = [from && readingOf(from, secret), to && readingOf(to, secret)];
  const told = counted(tell);
  const read = (home: Home, platform: PlatformReading | undefined): Promise<SyncHome> =>
    readHome({ home, scope, secret, signal, pause, ...told }, platform);
  const [one, other] = await Promise.all([read(sourceNow, reading), read(targetNow, writing)]);
  const environments = await environmentsIn(folder);
  const names = new Set([...one.integrations.keys(), ...other.integrations.keys()]);
  tell(vscode.l10n.t('comparing {0} integrations…', names.size));
  const overlays = {
    source: await overlaysOf(face, environments, source, { names, secret, pause }),
    target: await overlaysOf(face, environments, target, { names, secret, pause }),
  };
  const known = await bases.read(source.id, target.id);
  const plan = await planSync({ source: one, target: other, bases: known, overlays, local: environments.local }, pause);
  const remotes = { source: from, target: writing };
  const looked = { ...plan, differingModels: await differingModels(face, plan) };
  return { source: sourceNow, target: targetNow, plan: looked, secret, remotes, problems: environments.problems };
}

/** Gives way to the editor, and to a cancellation. */
function breathing(signal: AbortSignal): Pause {
  const pause = pauses();
  return async () => {
    await pause();
    signal.throwIfAborted();
  };
}

/** Milliseconds in which a notification says nothing new. */
const calm = 100;

/** What both homes have read so far, of what they have. */
function counted(tell: Planning['tell']): Pick<ReadingHome, 'expect' | 'done'> {
  let [all, count, told] = [0, 0, 0];
  return {
    expect: (more) => void (all += more),
    done() {
      count++;
      if (Date.now() - told < calm && count < all) return;
      told = Date.now();
      tell(vscode.l10n.t('{0} of {1} integrations read…', count, all));
    },
  };
}

async function remoteOf(face: Face, { id, remote }: Home): Promise<Remote | undefined> {
  return remote && (await face.platforms()).opened(vscode.Uri.parse(id).authority);
}

/** Its own documents: what those of the editors know is what their users look at. */
function readingOf(remote: Remote, secret: ReadSecret): OpenTarget {
  const documents: RemoteDocuments = createDocuments(remote.platform, {
    secret,
    conflict: () => Promise.resolve('stop'),
    masked: (...given) => target.answer(...given),
    may: (permission) => remote.may(permission),
  });
  const target: OpenTarget = {
    remote,
    platform: remote.platform,
    documents,
    answer: () => Promise.resolve(new Map()),
  };
  return target;
}

/** The folder whose secrets and environments count: the one that takes part, else the first that has the file. */
async function folderFor(...homes: readonly Home[]): Promise<vscode.Uri | undefined> {
  const own = homes.map(({ id }) => vscode.Uri.parse(id)).find((uri) => !isRemote(uri));
  if (own) return vscode.Uri.joinPath(own, environmentsFile);
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const file = vscode.Uri.joinPath(uri, environmentsFile);
    if (await exists(file)) return file;
  }
  return undefined;
}

async function environmentsIn(file: vscode.Uri | undefined): Promise<Environments> {
  return file && (await exists(file)) ? readEnvironments(await documentText(file)) : noEnvironments;
}

interface Overlaying {
  readonly names: ReadonlySet<string>;
  readonly secret: ReadSecret;
  readonly pause: Pause;
}

async function overlaysOf(
  face: Face,
  environments: Environments,
  { id, remote }: Home,
  { names, secret, pause }: Overlaying,
): Promise<OverlayOf> {
  const connection = face.connections.all.find((each) => each.id === vscode.Uri.parse(id).authority);
  const environment = remote && connection ? environmentOf(environments, connection) : undefined;
  const overlays = new Map<string, ReadonlyMap<string, Overlaid>>();
  for (const name of environment ? names : []) {
    overlays.set(name, await overlayOf(environment, name, secret));
    await pause();
  }
  return (name) => overlays.get(name) ?? none;
}

const none: ReadonlyMap<string, Overlaid> = new Map();
