// What the replacement of a model on a platform works with, says, and asks for.
import * as l10n from '@vscode/l10n';
import type { JsonObject } from '../json.ts';
import { failed, ok, type Outcome } from '../request.ts';
import { lostOf, type SecretValues } from './backup.ts';
import { secretsBy, type IsSecret } from './hidden.ts';
import { movedBack, movedTo, type Migrate } from './migrating.ts';
import type { Platform, Refusal } from './platform.ts';
import { secretsKey, type Goal, type Replacement, type Replacements, type SavedIntegration } from './replacement.ts';

/** A secret that the platform hides, and that changing its integration, or making it anew, would lose. */
export interface HiddenSecret {
  readonly integration: string;
  /** JSON pointer into the service document. */
  readonly pointer: string;
}

export interface Replacing {
  readonly platform: Platform;
  readonly replacements: Replacements;
  readonly now: () => number;
  /** Milliseconds. */
  readonly wait: (duration: number) => Promise<void>;
  /** What is being done, for people. */
  readonly tell: (step: string) => void;
  /** Before an integration is changed or deleted: the values of secrets that are hidden, by integration; undefined stops. */
  readonly hidden: (secrets: readonly HiddenSecret[]) => Promise<ReadonlyMap<string, SecretValues> | undefined>;
}

export interface Replaced {
  /** Whether the platform took the new document without deleting anything. */
  readonly inPlace: boolean;
  /** Those that were changed to fit the document while the platform kept them. */
  readonly changed: readonly string[];
  /** Those that were made anew. */
  readonly made: readonly string[];
  /** Those that stay as they are: somebody changed them meanwhile, or a secret of theirs would be lost. */
  readonly left: readonly string[];
  /** Those that nobody has any more. */
  readonly lost: readonly HiddenSecret[];
}

export interface NotReplaced extends Refusal {
  /** `untouched`: nothing was changed. `restored`: everything is as it was. `open`: a repair is needed. */
  readonly state: 'untouched' | 'restored' | 'open';
  /** Of `restored`: secrets that are gone with it, and integrations that are not as they were. */
  readonly lost?: readonly HiddenSecret[];
  readonly left?: readonly string[];
}

export interface NewModel {
  readonly replacement: Replacement;
  readonly document: Uint8Array;
  /** What becomes of an integration of the model. */
  readonly migrate: Migrate;
  /** By the name of an integration, what the user was told will happen to it: nothing else is done. */
  readonly seen: ReadonlyMap<string, readonly string[]>;
}

export type ReplaceOutcome = Promise<Outcome<Replaced, NotReplaced>>;

export type Step<T> = Promise<Outcome<T, Refusal>>;

export async function readService(
  platform: Platform,
  name: string,
  signal: AbortSignal,
): Step<{ readonly service: JsonObject; readonly isSecret: IsSecret }> {
  const service = await platform.integration(name, signal);
  if (!service.ok) return service;
  const pointers = await platform.secretPointers(name, signal);
  return ok({ service: service.value, isSecret: secretsBy(pointers.ok ? pointers.value : []) });
}

export async function instancesOf(platform: Platform, modelId: string, signal: AbortSignal): Step<readonly string[]> {
  const all = await platform.integrations(signal);
  return all.ok ? ok(all.value.filter((each) => each.modelId === modelId).map(({ name }) => name)) : all;
}

/** The name of an integration that is made and deleted again, to try the platform. */
export const probeOf = ({ id }: Replacement): string => `replacement-${id}`.slice(0, 60).toLowerCase();

/** The secrets of a replacement with more of one integration, by their places in one of its documents. */
export function withSecrets(
  all: ReadonlyMap<string, SecretValues>,
  saved: SavedIntegration,
  goal: Goal,
  values: SecretValues,
): ReadonlyMap<string, SecretValues> {
  const other = goal === 'old' ? 'new' : 'old';
  const moved = goal === 'old' ? movedTo(saved, values) : movedBack(saved, values);
  const added = [[goal, values] as const, [other, moved] as const].map(([which, more]) => {
    const key = secretsKey(which, saved.name);
    return [key, new Map([...(all.get(key) ?? []), ...more])] as const;
  });
  return new Map([...all, ...added]);
}

/** Asks for what the platform hides of these integrations, unless it was asked for before; the answers go into the record. */
export async function askHidden(at: Replacing, record: Replacement, names: readonly string[]): Step<Replacement> {
  const asked = record.integrations.filter(({ name }) => names.includes(name) && !record.asked.includes(name));
  let secrets = await at.replacements.secrets(record);
  const wanted = asked.flatMap(({ name, old }) =>
    lostOf(old, secrets.get(secretsKey('old', name)) ?? new Map<string, string>()).map((pointer) => ({
      integration: name,
      pointer,
    })),
  );
  if (wanted.length === 0) return ok(record);
  const given = await at.hidden(wanted);
  if (!given) return failed({ kind: 'failed', message: l10n.t('It was stopped.') });
  for (const saved of asked) {
    const values = given.get(saved.name);
    if (values) secrets = withSecrets(secrets, saved, 'old', values);
  }
  const next = { ...record, asked: [...record.asked, ...asked.map(({ name }) => name)] };
  await at.replacements.save(next, secrets);
  return ok(next);
}
