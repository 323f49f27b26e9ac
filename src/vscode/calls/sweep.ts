// Calls one operation of each of many integrations: finds out which, calls them a few at a time, and keeps what came of it.
import * as vscode from 'vscode';
import { modelsIn, type IntegrationEntry } from '../../core/catalog.ts';
import { connectionValue, readIntegration } from '../../core/integration.ts';
import { asString } from '../../core/json.ts';
import type { Model, Operation, OperationDetail } from '../../core/model.ts';
import { createRedactor } from '../../core/secrets/redact.ts';
import type { SafeCall } from '../../core/calls/safeOperation.ts';
import { calledResult, countsText, noCounts, type Sweep, type SweepResult } from '../../core/calls/sweepResult.ts';
import type { TestCalls } from '../../core/calls/testCalls.ts';
import { callOf, worldOf } from './calling.ts';
import { callText, schemesOf } from './callText.ts';
import { record } from './callReport.ts';
import type { Face } from '../face.ts';
import { messageOf } from '../messages.ts';
import { modelFile } from '../models/modelFiles.ts';
import { lastOperation } from './operations.ts';

/** Calls at a time: one server gets few, so that a sweep is no flood. */
const limits = { perKey: 4, total: 16 };

/** What one sweep needs and learns on its way. */
interface Sweeping {
  readonly face: Face;
  readonly calls: TestCalls;
  readonly models: ReadonlyMap<string, Model>;
  /** Integrations of one model ask for the same operations. */
  readonly details: Map<Operation, Promise<OperationDetail | undefined>>;
  readonly signal: AbortSignal;
  /** By the integrations' addresses. */
  readonly results: Map<string, SweepResult>;
  /** Of the results so far: counted anew for each, those of thousands would take longer than the calls. */
  readonly counts: ReturnType<typeof noCounts>;
  readonly tell: (done: string) => void;
}

interface Job {
  readonly entry: IntegrationEntry;
  /** Where it calls, as its text says. */
  readonly server: string;
  readonly model: Model;
  readonly call: SafeCall;
}

/** `tell` hears of each integration that is done. An abort closes the connections; the rest is then `cancelled`. */
export async function sweep(
  face: Face,
  entries: readonly IntegrationEntry[],
  tell: (done: string) => void,
  signal: AbortSignal,
): Promise<Sweep> {
  const startedAt = face.world.now();
  const calls = await face.testCalls();
  const [models, results] = [modelsIn(face.catalog.homes), new Map<string, SweepResult>()];
  const own: Sweeping = { face, calls, models, details: new Map(), signal, results, counts: noCounts(), tell };
  const jobs = await prepareAll(own, entries);
  const run = (job: Job): Promise<void> => attempt(own, job.entry, () => callOne(own, job));
  await calls.runSweep(jobs, { keyOf: ({ server }) => server, run, signal, ...limits });
  const ordered = entries.map((entry) => results.get(entry.uri) ?? missed(entry));
  return { startedAt, ms: face.world.now() - startedAt, results: ordered };
}

async function prepareAll(own: Sweeping, entries: readonly IntegrationEntry[]): Promise<readonly Job[]> {
  const jobs = new Map<IntegrationEntry, Job>();
  const run = (entry: IntegrationEntry): Promise<void> =>
    attempt(own, entry, async () => {
      const job = await prepare(own, entry);
      if (typeof job === 'string') finish(own, { ...baseOf(entry), kind: 'skipped', reason: job });
      else jobs.set(entry, job);
    });
  const { signal } = own;
  await own.calls.runSweep(entries, { keyOf: () => '', run, signal, perKey: limits.total, total: limits.total });
  return entries.flatMap((entry) => jobs.get(entry) ?? []);
}

/** A sentence says why there is nothing to call. */
async function prepare(own: Sweeping, entry: IntegrationEntry): Promise<Job | string> {
  const { face } = own;
  const uri = vscode.Uri.parse(entry.uri);
  const integration = readIntegration(await face.catalog.text(uri));
  const model = own.models.get(integration.modelId);
  if (!model) return vscode.l10n.t('Its model "{0}" is not here.', integration.modelId);
  const operation = lastOperation(face, uri);
  const last = face.reports.history
    .of(entry.uri)
    .find(({ report, repeat }) => repeat && report.operation === operation);
  const given = last?.repeat ? { input: last.repeat.input } : {};
  const found = await own.calls.safeOperation(model, { operation, ...given }, (each) => detailOf(own, model, each));
  if (!found.ok) return found.failure;
  const at = (key: string): string => {
    const value = connectionValue(integration, 'server', key);
    return typeof value === 'number' ? String(value) : (asString(value) ?? '');
  };
  return { entry, model, call: found.value, server: `${at('host')}:${at('port')}`.toLowerCase() };
}

function detailOf(own: Sweeping, model: Model, operation: Operation): Promise<OperationDetail | undefined> {
  const known = own.details.get(operation);
  if (known) return known;
  const detail = readDetail(own, model, operation);
  own.details.set(operation, detail);
  return detail;
}

async function readDetail(
  { face, signal }: Sweeping,
  model: Model,
  operation: Operation,
): Promise<OperationDetail | undefined> {
  const entry = face.catalog.modelEntry(model.id);
  if (!entry) return undefined;
  const reading = await face.models.readOperation(await modelFile(vscode.Uri.parse(entry.uri)), operation, signal);
  return 'detail' in reading ? reading.detail : undefined;
}

async function callOne(own: Sweeping, { entry, model, call: { detail, input } }: Job): Promise<void> {
  const { face, calls, signal } = own;
  const uri = vscode.Uri.parse(entry.uri);
  const text = await face.catalog.text(uri);
  const taken = await callText(face, uri, text, schemesOf({ model, detail }));
  const report = await calls.testCall(callOf({ uri, model, detail, input }, taken), worldOf(face, uri), signal);
  const { id } = await record(face, uri, text, report, { input });
  finish(own, calledResult(baseOf(entry), id, report));
}

/** What one integration fails with does not stop the others. */
async function attempt(own: Sweeping, entry: IntegrationEntry, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (own.signal.aborted) return;
    finish(own, { ...baseOf(entry), kind: 'broken', reason: createRedactor([])(messageOf(error)) });
  }
}

function finish(own: Sweeping, result: SweepResult): void {
  own.results.set(result.owner, result);
  own.counts[result.kind]++;
  own.tell(countsText(own.counts));
}

const missed = (entry: IntegrationEntry): SweepResult => ({
  ...baseOf(entry),
  kind: 'cancelled',
  reason: vscode.l10n.t('The sweep was cancelled.'),
});

const baseOf = ({
  uri,
  name,
  file,
  modelId,
}: IntegrationEntry): Pick<SweepResult, 'owner' | 'integration' | 'file' | 'modelId'> => ({
  owner: uri,
  integration: name || file,
  file,
  modelId,
});
