// Reads all integrations of a home that take part: files as their editors show them, documents as the platform has them now.
import * as vscode from 'vscode';
import { entriesOf, type Home, type IntegrationEntry } from '../../core/catalog.ts';
import { readExact, isMap } from '../../core/exact.ts';
import { readIntegration } from '../../core/integration.ts';
import { get, type JsonObject } from '../../core/json.ts';
import type { RemoteDocuments } from '../../core/platform/documents.ts';
import type { Platform } from '../../core/platform/platform.ts';
import { outlineOf } from '../../core/platform/readAnswers.ts';
import type { Pause } from '../../core/inTurns.ts';
import type { SyncHome } from '../../core/sync/planSync.ts';
import { readSide, type ReadSecret, type Side } from '../../core/sync/side.ts';
import { patience } from '../../core/sync/platformTarget.ts';
import { documentText } from '../documentText.ts';
import { ExpectedError } from '../expectedError.ts';
import { inParallel } from '../inParallel.ts';
import type { Scope } from './syncScope.ts';

export interface ReadingHome {
  readonly home: Home;
  readonly scope: Scope;
  readonly secret: ReadSecret;
  readonly signal: AbortSignal;
  readonly pause: Pause;
  /** More integrations will be read. */
  readonly expect: (count: number) => void;
  /** One of them was. */
  readonly done: () => void;
}

/** A platform's documents are read through `documents`, which know from then on what was compared. */
export interface PlatformReading {
  readonly platform: Platform;
  readonly documents: RemoteDocuments;
}

/** Documents that are asked for at a time. */
const atOnce = 6;

interface Found {
  readonly integrations: Map<string, Side>;
  readonly unreadable: Map<string, string>;
}

export async function readHome(reading: ReadingHome, platform: PlatformReading | undefined): Promise<SyncHome> {
  const { home, scope } = reading;
  const found: Found = { integrations: new Map(), unreadable: new Map() };
  const entries = entriesOf([home], 'integration').filter(({ name, modelId }) => scope.has(name, modelId));
  const read = platform ? platformReader(platform, reading, found) : fileReader(reading, found);
  reading.expect(entries.length);
  await inParallel(entries, atOnce, async (entry) => {
    await reading.pause();
    await read(entry);
    reading.done();
  });
  const models = entriesOf([home], 'model').flatMap(({ model, listed }) => model?.id ?? listed ?? []);
  const { id, label } = home;
  return { id, label, place: platform ? 'platform' : 'folder', models: new Set(models), ...found };
}

function fileReader({ secret }: ReadingHome, { integrations, unreadable }: Found) {
  return async ({ uri, file, name, error }: IntegrationEntry): Promise<void> => {
    const text = error === undefined ? await documentText(vscode.Uri.parse(uri)) : '';
    const service = serviceIn(text);
    if (error !== undefined || !service) unreadable.set(name || file, error ?? brokenText());
    else if (integrations.has(name)) unreadable.set(name, twice(name));
    else integrations.set(name, await readSide('folder', service, [], secret));
  };
}

/** The service document of a text, bare or wrapped; undefined where it has a syntax error. */
export function serviceIn(text: string): JsonObject | undefined {
  const { service, errors } = readIntegration(text);
  const value = errors.length > 0 ? undefined : get(readExact(text), ...service);
  return value !== undefined && isMap(value) && outlineOf(value).name !== '' ? value : undefined;
}

function platformReader(
  { platform, documents }: PlatformReading,
  { secret, signal }: ReadingHome,
  { integrations, unreadable }: Found,
) {
  // Integrations of one model have the same secrets: one question is enough.
  const pointers = new Map<string, Promise<readonly string[]>>();
  const pointersOf = async (name: string): Promise<readonly string[]> => {
    const answered = await platform.secretPointers(name, signal);
    return answered.ok ? answered.value : [];
  };
  let unanswered = 0;
  return async ({ name, modelId }: IntegrationEntry): Promise<void> => {
    const answered = await documents.read(name, signal);
    unanswered = !answered.ok && answered.failure.kind === 'unreachable' ? unanswered + 1 : 0;
    // Nobody waits for each of thousands, and what is left would be no plan.
    if (!answered.ok && unanswered >= patience) throw new ExpectedError(answered.failure.message);
    if (!answered.ok) {
      if (answered.failure.kind !== 'missing') unreadable.set(name, answered.failure.message);
      return;
    }
    const known = pointers.get(modelId) ?? pointersOf(name);
    pointers.set(modelId, known);
    integrations.set(name, await readSide('platform', answered.value.service, await known, secret));
  };
}

const brokenText = (): string => vscode.l10n.t('Its JSON has a syntax error. Mend it in the Advanced View first.');
const twice = (name: string): string => vscode.l10n.t('Two files of the folder are called {0}.', name);
