// Sets the level of a transport of one integration, or of all that are selected; it counts from the next line on.
import * as vscode from 'vscode';
import { entriesOf, type IntegrationEntry } from '../../core/catalog.ts';
import { logLevels, transports, type LogLevel, type Transport } from '../../core/logging/levels.ts';
import type { LevelOutcome, LevelStore } from '../../core/logging/levelStore.ts';
import type { NamedLogging } from '../../core/logging/logger.ts';
import { levelOf } from '../../core/logging/preview.ts';
import type { Face } from '../face.ts';
import { levelStore } from '../logging/levelStore.ts';
import { inform } from '../notify.ts';
import { ExpectedError, isExpected } from '../expectedError.ts';
import { choose, integrationFor } from '../target.ts';
import { chosenEntries } from './testAll.ts';

/** `transport` and `level` are for keybindings and links. */
export async function setLogLevel(
  face: Face,
  arg?: unknown,
  selected?: unknown,
  transport?: unknown,
  level?: unknown,
): Promise<void> {
  const entries = await wantedEntries(face, arg, selected);
  const logs = await face.logs();
  const found = await Promise.all(entries.map(({ uri }) => logs.settingsOf(vscode.Uri.parse(uri))));
  const names = entries.map(({ name, file }) => name || file).join(', ');
  const where = transports.find((each) => each === transport) ?? (await chooseTransport(found, names));
  const wanted = logLevels.find((each) => each === level) ?? (await chooseLevel(found, where, names));
  const outcomes = await setAll(levelStore(face), entries, where, wanted);
  tell(entries, outcomes, where, wanted);
}

async function wantedEntries(face: Face, arg: unknown, selected: unknown): Promise<readonly IntegrationEntry[]> {
  await face.catalog.load();
  const args = Array.isArray(selected) && selected.length > 0 ? selected : [arg];
  const chosen = chosenEntries(face, args);
  if (chosen.length > 0) return chosen;
  const uri = await integrationFor(face, arg, vscode.l10n.t('Set the log level of which integration?'), 'setLogLevel');
  return entriesOf(face.catalog.homes, 'integration').filter((entry) => entry.uri === uri.toString());
}

async function chooseTransport(found: readonly NamedLogging[], title: string): Promise<Transport> {
  const items = transports.map((transport) => ({
    label: labels()[transport],
    description: levelsOf(found, transport).join(', ') || vscode.l10n.t('not configured'),
    transport,
  }));
  return (await choose(items, vscode.l10n.t('The level of which transport?'), { title })).transport;
}

async function chooseLevel(found: readonly NamedLogging[], transport: Transport, title: string): Promise<LogLevel> {
  const now = levelsOf(found, transport);
  if (now.length === 0) throw new ExpectedError(unconfigured());
  const items = logLevels.map((level) => ({
    label: level,
    description: now.includes(level) ? vscode.l10n.t('now') : '',
    detail: meanings()[level],
    level,
  }));
  return (await choose(items, labels()[transport], { title })).level;
}

const levelsOf = (found: readonly NamedLogging[], transport: Transport): readonly LogLevel[] => {
  const now = new Set(found.map(({ logging }) => levelOf(logging, transport)));
  return logLevels.filter((level) => now.has(level));
};

const labels = (): Readonly<Record<Transport, string>> => ({
  file: vscode.l10n.t('File'),
  console: vscode.l10n.t('Console'),
  syslog: vscode.l10n.t('Syslog'),
});

const meanings = (): Readonly<Record<LogLevel, string>> => ({
  error: vscode.l10n.t('Failures with their explanation'),
  warn: vscode.l10n.t('… and what does not fit the model'),
  info: vscode.l10n.t('… and one line for each call and each request for a token'),
  debug: vscode.l10n.t('… and headers'),
  trace: vscode.l10n.t('… and bodies, long ones cut'),
  spam: vscode.l10n.t('… and every step on the wire'),
});

/** What became of one, or why a platform did not take it. */
type Outcome = LevelOutcome | ExpectedError;

/** One after the other: each document is edited and saved. What one fails with does not stop the others. */
async function setAll(
  store: LevelStore,
  entries: readonly IntegrationEntry[],
  transport: Transport,
  level: LogLevel,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { uri } of entries) {
    const setting = store.setLevel(uri, transport, level);
    outcomes.push(await setting.catch((error: unknown) => expected(error)));
  }
  return outcomes;
}

function expected(error: unknown): ExpectedError {
  if (isExpected(error)) return error;
  throw error;
}

function tell(
  entries: readonly IntegrationEntry[],
  outcomes: readonly Outcome[],
  transport: Transport,
  level: LogLevel,
): void {
  const namesOf = (...wanted: readonly LevelOutcome[]): readonly string[] =>
    entries.filter((_, at) => wanted.some((each) => each === outcomes[at])).map(({ name, file }) => name || file);
  const done = namesOf('set', 'confirmed');
  const [missing, refused] = [namesOf('unconfigured'), namesOf('refused')];
  const failures = outcomes.flatMap((each) => (isExpected(each) ? each.message : []));
  if (refused.length > 0) failures.push(vscode.l10n.t('The level could not be written for: {0}.', refused.join(', ')));
  if (failures.length > 0) throw new ExpectedError(failures.join(' '));
  if (done.length === 0) throw new ExpectedError(unconfigured());
  const [only] = done.length === 1 ? done : [];
  const what = only ?? vscode.l10n.t('{0} integrations', done.length);
  const isConfirmed = done.length === namesOf('confirmed').length;
  const rest = missing.length > 0 ? ` ${vscode.l10n.t('Without syslog: {0}.', missing.join(', '))}` : '';
  const sentence = isConfirmed
    ? vscode.l10n.t('{0}: {1} level {2}, as the platform confirms.', what, labels()[transport], level)
    : vscode.l10n.t('{0}: {1} level {2}.', what, labels()[transport], level);
  void inform(`${sentence}${rest}`);
}

const unconfigured = (): string =>
  vscode.l10n.t('Syslog is not configured here: add its connection properties first (Add Syslog Block).');
