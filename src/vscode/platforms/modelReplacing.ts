// Replaces models on platforms, and offers to repair what an interrupted replacement has left there.
import * as vscode from 'vscode';
import { connectionOf, nameThen } from '../../core/platform/connectionOf.ts';
import type { SecretValues } from '../../core/platform/backup.ts';
import { referenceAt } from '../../core/platform/masked.ts';
import { repairReplacement, replaceModel } from '../../core/platform/replaceModel.ts';
import type { HiddenSecret, NewModel, NotReplaced, Replaced, Replacing } from '../../core/platform/replacing.ts';
import {
  createReplacements,
  replacementId,
  type Goal,
  type Replacement,
  type Replacements,
} from '../../core/platform/replacement.ts';
import type { Outcome } from '../../core/request.ts';
import { placeText } from '../../core/platform/hidden.ts';
import { parsePointer } from '../../core/pointer.ts';
import { guarded } from '../guarded.ts';
import { caution, complain, inform, plain } from '../notify.ts';
import type { Connections } from './connections.ts';
import type { Remote } from './remote.ts';
import { integrationUri } from './remoteAddress.ts';
import { askMasked } from './saveQuestions.ts';
import { recordFolder } from './recordFolder.ts';
import type { TrashParts } from './trash.ts';

export interface ReplacingParts extends TrashParts {
  readonly connections: Connections;
  /** Names this window in records. */
  readonly owner: string;
  /** Whether the window that a record names still runs. */
  readonly isAlive: (owner: string) => boolean;
}

export type NewDocument = Omit<NewModel, 'replacement'> & { readonly id: string };

/** Milliseconds after which nobody works on a record any more, whoever has the number of its process by now. */
const abandoned = 600_000;

export class ModelReplacing {
  readonly #parts: ReplacingParts;
  readonly #refresh: (remote: Remote) => Promise<void>;
  readonly #replacements: Replacements;
  /** Ids of records that this window works on or asks about. */
  readonly #busy = new Set<string>();

  constructor(parts: ReplacingParts, refresh: (remote: Remote) => Promise<void>) {
    this.#parts = parts;
    this.#refresh = refresh;
    const files = recordFolder(vscode.Uri.joinPath(parts.storage, 'replacements'));
    this.#replacements = createReplacements({ files, secrets: parts.keys });
  }

  /** Tells what came of it. */
  async replace(remote: Remote, { id, ...given }: NewDocument): Promise<void> {
    const now = Date.now();
    const { connection } = remote;
    const replacement: Replacement = {
      id: replacementId(id, now),
      startedAt: now,
      touchedAt: now,
      owner: this.#parts.owner,
      connection: connection.id,
      url: connection.url,
      modelId: id,
      goal: 'new',
      anew: false,
      asked: [],
      integrations: [],
    };
    await this.#work(remote, replacement, (at, signal) => replaceModel(at, { replacement, ...given }, signal));
  }

  /** Of a connection, what was interrupted and nobody works on. */
  async interrupted({ connection }: Remote): Promise<readonly Replacement[]> {
    const all = await this.#replacements.all();
    return all.filter(
      (each) =>
        (each.url === connection.url || connectionOf(this.#parts.connections.all, each)?.id === connection.id) &&
        !this.#busy.has(each.id) &&
        (each.owner === this.#parts.owner ||
          !this.#parts.isAlive(each.owner) ||
          Date.now() - each.touchedAt > abandoned),
    );
  }

  async offerRepairs(remote: Remote): Promise<void> {
    for (const replacement of await this.interrupted(remote))
      await guarded(this.#parts, 'repair', () => this.offerRepair(remote, replacement));
  }

  async offerRepair(remote: Remote, replacement: Replacement): Promise<void> {
    this.#busy.add(replacement.id);
    try {
      const [restore, finish] = [vscode.l10n.t('Put Back as It Was'), vscode.l10n.t('Finish Replacing')];
      const message = vscode.l10n.t(
        'Replacing the model "{0}" on {1} was interrupted; its integrations ({2}) may be missing there. This machine has a copy of everything.',
        replacement.modelId,
        nameThen(remote.connection, replacement),
        replacement.integrations.map(({ name }) => name).join(', ') || vscode.l10n.t('none'),
      );
      const choice = await caution(message, restore, finish);
      if (choice === undefined) return;
      await this.#repair(remote, replacement, choice === restore ? 'old' : 'new');
    } finally {
      this.#busy.delete(replacement.id);
    }
  }

  #repair(remote: Remote, replacement: Replacement, goal: Goal): Promise<void> {
    const own = { ...replacement, owner: this.#parts.owner };
    return this.#work(remote, own, (at, signal) => repairReplacement(at, own, goal, signal));
  }

  async #work(
    remote: Remote,
    replacement: Replacement,
    run: (at: Replacing, signal: AbortSignal) => Promise<Outcome<Replaced, NotReplaced>>,
  ): Promise<void> {
    const { modelId, id } = replacement;
    this.#busy.add(id);
    const title = vscode.l10n.t('Replacing the model {0} on {1}', modelId, remote.connection.name);
    const options = { location: vscode.ProgressLocation.Notification, title: plain(title), cancellable: true };
    try {
      const outcome = await vscode.window.withProgress(options, (progress, token) => {
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
        const tell = (message: string): void => progress.report({ message: plain(message) });
        return run(this.#replacing(remote, tell), abort.signal);
      });
      await remote.renewModel(modelId);
      await this.#refresh(remote);
      void guarded(this.#parts, 'replaceModel', () => this.#announce(remote, replacement, outcome));
    } finally {
      this.#busy.delete(id);
    }
  }

  #replacing(remote: Remote, tell: (step: string) => void): Replacing {
    return {
      platform: remote.platform,
      replacements: this.#replacements,
      now: () => Date.now(),
      wait: (duration) => new Promise((done) => setTimeout(done, duration)),
      tell: (step) => {
        this.#parts.log.info(`${remote.connection.name}: ${step}`);
        tell(step);
      },
      hidden: (secrets) => this.#hidden(remote, secrets),
    };
  }

  /** What was entered for test calls counts; the rest is asked for. */
  async #hidden(
    { connection }: Remote,
    secrets: readonly HiddenSecret[],
  ): Promise<ReadonlyMap<string, SecretValues> | undefined> {
    const found = new Map<string, Map<string, string>>();
    for (const name of new Set(secrets.map(({ integration }) => integration))) {
      const values = new Map<string, string>();
      const uri = integrationUri(connection.id, name);
      const asked: string[] = [];
      for (const { pointer } of secrets.filter(({ integration }) => integration === name)) {
        const known = await this.#parts.secrets.read(referenceAt(name, parsePointer(pointer)), uri);
        if (known) values.set(pointer, known);
        else asked.push(pointer);
      }
      const given = asked.length > 0 ? await askMasked(name, asked) : new Map<string, string>();
      if (!given) return undefined;
      found.set(name, new Map([...values, ...given]));
    }
    return found;
  }

  async #announce(remote: Remote, replacement: Replacement, outcome: Outcome<Replaced, NotReplaced>): Promise<void> {
    if (outcome.ok) {
      await inform(replacedText(replacement.modelId, remote.connection.name, outcome.value));
      return;
    }
    const { state, message, lost = [], left = [] } = outcome.failure;
    if (state !== 'open') {
      const end =
        state === 'restored' ? vscode.l10n.t('Everything is as it was.') : vscode.l10n.t('Nothing was changed.');
      await complain([message, end, leftText(left), lostText(lost)].filter(Boolean).join(' '));
      return;
    }
    const repair = vscode.l10n.t('Repair…');
    const open = vscode.l10n.t('The replacement is not complete, and this machine has a copy of everything.');
    if ((await complain(`${message} ${open}`, repair)) === repair) await this.offerRepairs(remote);
  }
}

function replacedText(id: string, platform: string, { inPlace, changed, made, left, lost }: Replaced): string {
  const done = inPlace
    ? vscode.l10n.t(
        '{0} took the new document of "{1}" in place; integrations changed: {2}.',
        platform,
        id,
        changed.length,
      )
    : vscode.l10n.t('Replaced "{0}" on {1}; integrations made anew: {2}.', id, platform, made.length);
  return [done, leftText(left), lostText(lost)].filter(Boolean).join(' ');
}

const leftText = (left: readonly string[]): string =>
  left.length === 0
    ? ''
    : vscode.l10n.t(
        'Left as they are, since somebody changed them meanwhile or a secret of theirs is not known here: {0}.',
        left.join(', '),
      );

function lostText(lost: readonly HiddenSecret[]): string {
  if (lost.length === 0) return '';
  const places = lost.map(({ integration, pointer }) => `${integration}: ${placeText(pointer)}`);
  return vscode.l10n.t('Enter these secrets again: {0}.', places.join(', '));
}
