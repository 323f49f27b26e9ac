// Calls one safe operation of every integration, or of those that are selected, and says in one sentence how it went.
import * as vscode from 'vscode';
import { entriesOf, type IntegrationEntry } from '../../core/catalog.ts';
import { countsOf, countsText } from '../../core/calls/sweepResult.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { caution, inform, withCount } from '../notify.ts';
import { integrationFirst } from '../neededFirst.ts';
import { asNode } from '../target.ts';
import { requireTrust } from '../trust.ts';

/** Of a node of the tree, and of all that are selected along with it. */
export async function testAll(face: Face, arg?: unknown, selected?: unknown): Promise<void> {
  requireTrust();
  await face.catalog.load();
  const entries = entriesFor(face, Array.isArray(selected) ? selected : [arg]);
  if (entries.length === 0) throw integrationFirst(face.catalog.homes);
  const title = vscode.l10n.t('Testing {0} integrations', entries.length);
  const { sweep } = await import('../calls/sweep.ts');
  const swept = await withCount(title, entries.length, (tell, signal) => sweep(face, entries, tell, signal));
  face.reports.sweep = swept;
  void guarded(face, 'testAll', () => announce(face));
}

function entriesFor(face: Face, args: readonly unknown[]): readonly IntegrationEntry[] {
  return args.some(chosenBy) ? chosenEntries(face, args) : entriesOf(face.catalog.folders, 'integration');
}

/** The integrations that nodes of the tree stand for. */
export function chosenEntries(face: Face, args: readonly unknown[]): readonly IntegrationEntry[] {
  const wanted = args.map(chosenBy).filter((each) => each !== undefined);
  return entriesOf(face.catalog.homes, 'integration').filter((entry) => wanted.some((isChosen) => isChosen(entry)));
}

/** Which integrations a node of the tree stands for; undefined when it stands for none. */
function chosenBy(arg: unknown): ((entry: IntegrationEntry) => boolean) | undefined {
  if (arg instanceof vscode.Uri) return ({ uri }) => uri === arg.toString();
  const node = asNode(arg);
  if (node?.kind === 'integration') return ({ uri }) => uri === node.entry.uri;
  if (node?.kind === 'home') return ({ uri }) => node.home.entries.has(uri);
  if (node?.kind !== 'model') return undefined;
  return ({ modelId, uri }) => modelId === node.model.id && node.home.entries.has(uri);
}

async function announce(face: Face): Promise<void> {
  const { sweep: swept } = face.reports;
  if (!swept) return;
  const counts = countsOf(swept.results);
  const seconds = (swept.ms / 1000).toFixed(1);
  const message = vscode.l10n.t(
    'Tested {0} integrations in {1} s: {2}.',
    swept.results.length,
    seconds,
    countsText(counts),
  );
  const show = vscode.l10n.t('Show Calls');
  const save = vscode.l10n.t('Export…');
  const choice = await (counts.failed + counts.broken > 0 ? caution : inform)(message, show, save);
  if (choice === show) await vscode.commands.executeCommand('integrations.showCalls');
  if (choice === save) await vscode.commands.executeCommand('integrations.exportSweep');
}
