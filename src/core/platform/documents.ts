// The documents of one platform that are open: what each was last read as, and the saving that overwrites nobody's work.
import * as l10n from '@vscode/l10n';
import { readExact, isMap, mapValues } from '../exact.ts';
import { asObject, get, type Json, type JsonObject } from '../json.ts';
import { toPointer, type Path } from '../pointer.ts';
import { failed, ok, type Outcome } from '../request.ts';
import { isPlatformSecret, resolveReferences } from '../secrets/secrets.ts';
import type { SecretReference } from '../world.ts';
import { configuration, secretsBy } from './hidden.ts';
import type { Permission } from '../permissions.ts';
import type { Answered, Platform, Refusal } from './platform.ts';
import { configurationOf, fillSecrets, planSave, type SavePlan, type SaveScope } from './planSave.ts';
import { prettyJson } from '../prettyJson.ts';
import { lostChanges, type Saved } from './lostChanges.ts';
import { outlineOf } from './readAnswers.ts';
import { newService } from './recreate.ts';
import { denied } from './denied.ts';

export interface RemoteDocument {
  readonly service: JsonObject;
  readonly text: string;
  /** Grows whenever the text is another one than before. */
  readonly revision: number;
}

/** `overwrite` saves mine on top of theirs; `take theirs` and `stop` save nothing. */
export type ConflictChoice = 'overwrite' | 'take theirs' | 'stop';

/** What only the user, or this machine's secret store, can tell while a document is saved. */
export interface SaveQuestions {
  secret(reference: SecretReference): Promise<string | undefined>;
  conflict(name: string, theirs: string): Promise<ConflictChoice>;
  /**
   * The values of secrets that the platform hides, by JSON pointer into the document; those that are not given are left
   * out. Undefined stops the saving.
   */
  masked(name: string, pointers: readonly string[]): Promise<ReadonlyMap<string, string> | undefined>;
  /** Of the two calls that can save a connection, the one that the user may make is taken. */
  may(permission: Permission): boolean;
}

/** `theirs`: the user chose what the platform has; `stopped`: nothing happened. */
export type NotSaved = Refusal | { readonly kind: 'theirs' | 'stopped'; readonly message: string };

export interface RemoteDocuments {
  /** What was read last, without asking the platform. */
  known(name: string): RemoteDocument | undefined;
  read(name: string, signal: AbortSignal): Answered<RemoteDocument>;
  /** As if it had just been read. */
  take(name: string, service: JsonObject): void;
  save(name: string, text: string, signal: AbortSignal): Promise<Outcome<RemoteDocument, NotSaved>>;
  create(text: string, signal: AbortSignal): Promise<Outcome<RemoteDocument, NotSaved>>;
  /**
   * JSON pointers of what was saved here last and is gone again, since somebody saved at the same moment; to be asked a
   * little after a saving. Empty also where nobody can tell.
   */
  lost(name: string, signal: AbortSignal): Promise<readonly string[]>;
  forget(name: string): void;
}

/** What was read last, by name: editors go on showing it when their platform is connected anew. */
export interface Known {
  readonly documents: Map<string, RemoteDocument>;
  revisions: number;
}

export const nothingKnown = (): Known => ({ documents: new Map(), revisions: 0 });

export function createDocuments(
  platform: Platform,
  questions: SaveQuestions,
  before: Known = nothingKnown(),
): RemoteDocuments {
  const known = before.documents;
  const keep = (name: string, service: JsonObject): RemoteDocument => {
    const text = prettyJson(service);
    const last = known.get(name);
    const document = last?.text === text ? last : { service, text, revision: ++before.revisions };
    known.set(name, document);
    return document;
  };
  const saved = new Map<string, Saved>();
  const at: Saving = { platform, questions, keep, saved };
  return {
    known: (name) => known.get(name),
    take: (name, service) => void keep(name, service),
    async read(name, signal) {
      const answered = await platform.integration(name, signal);
      return answered.ok ? ok(keep(name, answered.value)) : answered;
    },
    async save(name, text, signal) {
      const mine = await readMine(name, text, questions);
      if (!mine.ok) return mine;
      return saveOver(at, name, { base: known.get(name)?.service, mine: mine.value }, signal);
    },
    async create(text, signal) {
      const { name } = outlineOf(asObject(readExact(text)));
      const mine = await readMine(name, text, questions);
      if (!mine.ok) return mine;
      const made = await platform.createIntegration(newService(mine.value), signal);
      return made.ok ? ok(keep(name, made.value)) : made;
    },
    async lost(name, signal) {
      const last = saved.get(name);
      const now = last && (await platform.integration(name, signal));
      return last && now?.ok ? lostChanges(last, now.value) : [];
    },
    forget: (name) => void known.delete(name),
  };
}

interface Saving {
  readonly platform: Platform;
  readonly questions: SaveQuestions;
  readonly keep: (name: string, service: JsonObject) => RemoteDocument;
  /** The last of each name. */
  readonly saved: Map<string, Saved>;
}

/** Until the platform has what the user agreed to overwrite: it may change again while the question is open. */
async function saveOver(
  at: Saving,
  name: string,
  { base, mine }: { readonly base: JsonObject | undefined; readonly mine: JsonObject },
  signal: AbortSignal,
): Promise<Outcome<RemoteDocument, NotSaved>> {
  const pointers = await at.platform.secretPointers(name, signal);
  const isSecret = secretsBy(pointers.ok ? pointers.value : []);
  let values: ReadonlyMap<string, string> | undefined;
  for (let agreed: JsonObject | undefined; ;) {
    const current = await at.platform.integration(name, signal);
    if (!current.ok) return current;
    const theirs = current.value;
    const isConnectionOnly = !at.questions.may('Integrations.updateIntegration');
    const plan = planSave({ base, mine, theirs, isConnectionOnly, ...(agreed && { agreed }) }, isSecret);
    if (plan.kind === 'nothing') return ok(at.keep(name, theirs));
    const refusal = refused(name, plan.scope, at.questions);
    if (refusal) return failed(refusal);
    if (plan.kind === 'save') {
      if (plan.masked.length === 0 || values)
        return send(at, name, { plan, theirs, values: values ?? new Map() }, signal);
      values = await at.questions.masked(name, plan.masked.map(toPointer));
      if (!values) return failed({ kind: 'stopped', message: stopped(name) });
      // While the question was open, somebody else may have saved.
      continue;
    }
    const choice = await at.questions.conflict(name, prettyJson(theirs));
    if (choice === 'stop') return failed({ kind: 'stopped', message: stopped(name) });
    if (choice === 'take theirs') {
      at.keep(name, theirs);
      return failed({ kind: 'theirs', message: l10n.t('{0} is as the platform has it.', name) });
    }
    agreed = theirs;
  }
}

interface Sending {
  readonly plan: Extract<SavePlan, { kind: 'save' }>;
  readonly theirs: JsonObject;
  /** Of masked secrets. */
  readonly values: ReadonlyMap<string, string>;
}

async function send(
  { platform, questions, keep, saved }: Saving,
  name: string,
  { plan: { scope, service, masked }, theirs, values }: Sending,
  signal: AbortSignal,
): Promise<Outcome<RemoteDocument, NotSaved>> {
  const filled = fillSecrets(service, masked, (path) => values.get(toPointer(path)) || undefined);
  const isSmall = scope === 'properties' && questions.may('Integrations.updateIntegrationProperties');
  const answered = isSmall
    ? await platform.updateProperties(name, configurationOf(filled), signal)
    : await platform.updateIntegration(name, filled, signal);
  if (!answered.ok) return answered;
  saved.set(name, { before: theirs, after: answered.value });
  return ok(keep(name, answered.value));
}

/** References of ours become the values that they stand for: the platform could do nothing with them. */
async function readMine(name: string, text: string, questions: SaveQuestions): Promise<Outcome<JsonObject, NotSaved>> {
  const value = readExact(text);
  if (value === undefined || !isMap(value)) return failed({ kind: 'invalid', message: broken(name) });
  if (outlineOf(value).name !== name || get(value, 'name') !== name)
    return failed({ kind: 'invalid', message: renamed(name) });
  const missing: string[] = [];
  const resolved = await resolve(value, configuration, [], questions, missing);
  if (missing.length > 0) return failed({ kind: 'invalid', message: withoutValue(name, missing) });
  return ok(asObject(resolved));
}

/** Only what stands below `within` holds references. */
async function resolve(
  value: Json,
  within: Path,
  path: Path,
  questions: SaveQuestions,
  missing: string[],
): Promise<Json> {
  const isInside = within.every((part, index) => path[index] === part);
  if (typeof value === 'string' && isInside) return resolveText(value, path, questions, missing);
  if (Array.isArray(value))
    return Promise.all(value.map((item: Json, index) => resolve(item, within, [...path, index], questions, missing)));
  if (!isMap(value)) return value;
  const resolved = new Map<string, Json>();
  for (const [key, item] of Object.entries(value))
    resolved.set(key, await resolve(item, within, [...path, key], questions, missing));
  return mapValues(value, (item, key) => resolved.get(key) ?? item);
}

async function resolveText(text: string, path: Path, questions: SaveQuestions, missing: string[]): Promise<string> {
  // The platform's own references and ciphers go back as they came.
  if (isPlatformSecret(text)) return text;
  const { text: resolved, found } = await resolveReferences(text, (reference) => questions.secret(reference));
  if (found.some(({ value }) => value === undefined)) missing.push(path.join('.'));
  return resolved;
}

/** Who may save the connection configuration alone is told that it is the rest that stands against it. */
function refused(name: string, scope: SaveScope, questions: SaveQuestions): Refusal | undefined {
  const permission = 'Integrations.updateIntegration';
  if (questions.may(permission)) return undefined;
  const refusal = denied({ what: name, permission });
  if (!questions.may('Integrations.updateIntegrationProperties')) return refusal;
  if (scope === 'properties') return undefined;
  const message = l10n.t(
    '{0} was not saved: more than its connection configuration was changed, and your user lacks the permission {1} on the platform.',
    name,
    permission,
  );
  return { ...refusal, message };
}

const stopped = (name: string): string => l10n.t('{0} was not saved.', name);
const broken = (name: string): string =>
  l10n.t('{0} was not saved: its JSON has a syntax error. Mend it in the Advanced View first.', name);
const renamed = (name: string): string =>
  l10n.t('{0} was not saved: the platform cannot rename an integration. Clone it under the new name instead.', name);
const withoutValue = (name: string, places: readonly string[]): string =>
  l10n.t(
    '{0} was not saved: this machine has no value for the secret at {1}. Enter it in the form.',
    name,
    places.join(', '),
  );
