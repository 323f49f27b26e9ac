// What one home of documents holds, as plain data: every file found, also the ones that cannot be read.
import * as l10n from '@vscode/l10n';
import { readIntegration, unreadable } from './integration.ts';
import type { Model } from './model.ts';
import type { Reading } from './models/modelReader.ts';
import type { Note } from './note.ts';
import type { Permissions } from './permissions.ts';

interface EntryBase {
  /** The document's address, as VS Code writes URIs. */
  readonly uri: string;
  /** Its path below the home, for people. */
  readonly file: string;
  /** Why the document cannot be used; whatever else could be read of it is still there. */
  readonly error?: string;
}

export interface ModelEntry extends EntryBase {
  readonly kind: 'model';
  readonly model?: Model;
  /** What reading it forgave. */
  readonly notes?: readonly Note[];
  /** Paths of the files beside it that it was read from, or would have been. */
  readonly files?: readonly string[];
  /** It is being read and takes a while: there is neither a model nor an error yet. */
  readonly arriving?: true;
  /** The `title:version` of a model that a platform lists; its document is read when it is needed. */
  readonly listed?: string;
}

export interface IntegrationEntry extends EntryBase {
  readonly kind: 'integration';
  readonly name: string;
  readonly modelId: string;
}

export type Entry = ModelEntry | IntegrationEntry;

/** A folder of the workspace, or a platform, with its documents. */
export interface Home {
  readonly id: string;
  readonly label: string;
  readonly entries: ReadonlyMap<string, Entry>;
  /** Of a platform. */
  readonly remote?: RemoteState;
}

/** How it stands with a platform: `closed` until somebody asks for it. */
export interface RemoteState {
  readonly state: 'closed' | 'opening' | 'open' | 'failed';
  /** Why it failed, or who is signed in: a sentence. */
  readonly message: string;
  readonly permissions?: Permissions | undefined;
  /** Of `failed`, in a few words that name no address. */
  readonly short?: string | undefined;
}

/** Characters; an integration has a few thousand, and a text of this size would hold up the editor. */
export const largestIntegration = 1_000_000;

export function integrationEntry(uri: string, file: string, text: string): IntegrationEntry {
  const base = { kind: 'integration', uri, file } as const;
  if (text.length > largestIntegration) return { ...base, name: '', modelId: '', error: tooLarge(text.length) };
  const integration = readIntegration(text);
  const { name, modelId, errors } = integration;
  const error = unreadable(integration) ?? (errors.length > 0 ? l10n.t('The JSON has a syntax error.') : undefined);
  return { ...base, name, modelId, ...(error && { error }) };
}

export function modelEntry(uri: string, file: string, reading: Reading): ModelEntry {
  const base = { kind: 'model', uri, file } as const;
  const { files = [] } = reading;
  const known = { ...base, ...(files.length > 0 && { files }) };
  if ('error' in reading) return { ...known, error: reading.error };
  return { ...known, model: reading.model, ...(reading.notes.length > 0 && { notes: reading.notes }) };
}

/** An entry with what was found in its document later. */
export function withNotes(entry: ModelEntry, notes: readonly Note[]): ModelEntry {
  return entry.model && notes.length > 0 ? { ...entry, notes: [...(entry.notes ?? []), ...notes] } : entry;
}

export function tooLarge(length: number): string {
  return l10n.t(
    'The file has {0} million characters; an integration has a few thousand. It is not read.',
    (length / 1e6).toFixed(1),
  );
}

export function modelsIn(homes: readonly Home[]): ReadonlyMap<string, Model> {
  const models = new Map<string, Model>();
  for (const entry of entriesOf(homes, 'model')) {
    if (entry.model && !models.has(entry.model.id)) models.set(entry.model.id, entry.model);
  }
  return models;
}

export function entriesOf<K extends Entry['kind']>(homes: readonly Home[], kind: K): Extract<Entry, { kind: K }>[] {
  return homes.flatMap((home) =>
    [...home.entries.values()].filter((entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind),
  );
}
