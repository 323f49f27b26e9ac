// What the replacement of a model on a platform works with, says, and asks for.
import type { JsonObject } from '../json.ts';
import { ok, type Outcome } from '../request.ts';
import type { SecretValues } from './backup.ts';
import { secretsBy, type IsSecret } from './hidden.ts';
import type { Platform, Refusal } from './platform.ts';
import { secretsKey, type Replacement, type Replacements } from './replacement.ts';

/** A secret that the platform hides, and that making its integration anew would lose. */
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
  /** Before anything is deleted: the values of secrets that are hidden, by integration; undefined stops. */
  readonly hidden: (secrets: readonly HiddenSecret[]) => Promise<ReadonlyMap<string, SecretValues> | undefined>;
}

export interface Replaced {
  /** Whether the platform took the new document without deleting anything. */
  readonly inPlace: boolean;
  readonly integrations: readonly string[];
  /** Those that nobody has any more. */
  readonly lost: readonly HiddenSecret[];
}

export interface NotReplaced extends Refusal {
  /** `untouched`: nothing was changed. `restored`: everything is as it was. `open`: a repair is needed. */
  readonly state: 'untouched' | 'restored' | 'open';
  /** Of `restored`: secrets that are gone with it. */
  readonly lost?: readonly HiddenSecret[];
}

export interface NewModel {
  readonly replacement: Replacement;
  readonly document: Uint8Array;
  /** What becomes of an integration of the model. */
  readonly migrate: (service: JsonObject) => JsonObject;
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

/** The secrets of a replacement with more of one integration, for both ways. */
export function withSecrets(
  all: ReadonlyMap<string, SecretValues>,
  name: string,
  values: SecretValues,
): ReadonlyMap<string, SecretValues> {
  const keys = [secretsKey('old', name), secretsKey('new', name)];
  return new Map([...all, ...keys.map((key) => [key, new Map([...(all.get(key) ?? []), ...values])] as const)]);
}
