// How two homes differ, as a document for people.
import * as l10n from '@vscode/l10n';
import { inTurns, type Pause } from '../inTurns.ts';
import { itemText, kinds, kindTitle } from './itemText.ts';
import type { SyncItem } from './planItem.ts';
import type { SyncPlan } from './planSync.ts';
import { propertyLine } from './syncReport.ts';

/** Markdown. */
export async function compareText(plan: SyncPlan, at: string, pause: Pause): Promise<string> {
  const { source, target, items, missingModels, unreadable } = plan;
  const sections: string[] = [];
  for (const kind of kinds) {
    const found = items.filter((item) => item.kind === kind);
    const lines = await inTurns(found, pause, (item) => linesOf(item, plan));
    sections.push(...section(`${kindTitle(kind)}: ${found.length}`, lines));
  }
  const models = missingModels.map(({ id, users }) => `- ${id} (${users.join(', ')})`);
  const broken = unreadable.map(({ home, name, reason }) => `- ${name} (${home}): ${reason}`);
  return [
    `# ${l10n.t('{0} compared with {1}', source.label, target.label)}`,
    '',
    l10n.t('As of {0}. The source is {1}, the target is {2}.', at, source.label, target.label),
    ...sections,
    ...section(l10n.t('Models that {0} lacks', target.label), models),
    ...section(l10n.t('Not readable'), broken),
    '',
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];

function linesOf(item: SyncItem, plan: SyncPlan): string[] {
  const { name, differences, source, target } = item;
  const text = itemText(item, plan);
  const shown = source && target ? differences.filter(({ state }) => state !== 'offered') : [];
  return [`- ${name}${text === '' ? '' : ` — ${text}`}`, ...shown.map((each) => `  - ${propertyLine(each)}`)];
}
