// From where to where: what a command was started on, and what is left to ask.
import * as vscode from 'vscode';
import type { Home } from '../../core/catalog.ts';
import type { Face } from '../face.ts';
import { ExpectedError } from '../expectedError.ts';
import { platformFirst } from '../neededFirst.ts';
import { refusalThere } from '../platforms/permitted.ts';
import { choosePermitted } from '../target.ts';
import type { Between } from './plannedSync.ts';
import { givenBy } from './syncScope.ts';

export type Direction = 'pull' | 'push' | 'compare';

export async function pairFor(face: Face, direction: Direction, arg: unknown, selected: unknown): Promise<Between> {
  await face.catalog.load();
  const { home, scope } = givenBy(face, arg, selected);
  const all = pairsOf(face.catalog.homes, direction);
  // A platform's own row can be meant as either end; one of its integrations only as what is taken.
  const isRow = scope.label === '';
  const fitting = home ? all.filter((pair) => takesPart(pair, home, direction, isRow)) : all;
  return { ...(await choosePair(face, fitting, direction)), scope };
}

interface Pair {
  readonly source: Home;
  readonly target: Home;
}

function pairsOf(homes: readonly Home[], direction: Direction): Pair[] {
  const all = homes.flatMap((source) =>
    homes.filter(({ id }) => id !== source.id).map((target) => ({ source, target })),
  );
  if (direction === 'pull') return all.filter(({ source, target }) => source.remote && !target.remote);
  if (direction === 'push') return all.filter(({ target }) => target.remote);
  return all.filter(({ source, target }) => homes.indexOf(source) < homes.indexOf(target));
}

function takesPart({ source, target }: Pair, { id, remote }: Home, direction: Direction, isRow: boolean): boolean {
  if (direction === 'push' && remote && !isRow) return source.id === id;
  return source.id === id || target.id === id;
}

async function choosePair(face: Face, pairs: readonly Pair[], direction: Direction): Promise<Pair> {
  const [only, ...others] = pairs;
  if (!only) throw platformFirst(nothingTo(direction));
  const refusalOf = ({ target }: Pair): string | undefined =>
    direction === 'push' ? refusalThere(face, 'pushIntegrations', vscode.Uri.parse(target.id)) : undefined;
  const refusal = refusalOf(only);
  if (others.length === 0 && refusal !== undefined) throw new ExpectedError(refusal);
  if (others.length === 0) return only;
  const arrow = direction === 'compare' ? '↔' : '→';
  const items = pairs.map((pair) => ({
    label: `${pair.source.label} ${arrow} ${pair.target.label}`,
    description: [pair.source, pair.target].map(kindOf).join(` ${arrow} `),
    pair,
  }));
  return (await choosePermitted(items, questionOf(direction), ({ pair }) => refusalOf(pair))).pair;
}

const kindOf = ({ remote }: Home): string => (remote ? vscode.l10n.t('platform') : vscode.l10n.t('folder'));

function questionOf(direction: Direction): string {
  if (direction === 'pull') return vscode.l10n.t('Pull from where to where?');
  return direction === 'push' ? vscode.l10n.t('Push from where to where?') : vscode.l10n.t('Compare what with what?');
}

function nothingTo(direction: Direction): string {
  return direction === 'compare'
    ? vscode.l10n.t('There is only one place with integrations. Connect a platform, or open a folder, to compare with.')
    : vscode.l10n.t(
        'This takes a folder and a platform, or two platforms. Open a folder, and connect a platform with "Connect to Platform…".',
      );
}
