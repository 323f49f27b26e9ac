// How two homes differ, as a document for people.
import * as l10n from '@vscode/l10n';
import { itemText, kinds, kindTitle } from './itemText.ts';
import type { SyncItem } from './planItem.ts';
import type { SyncPlan } from './planSync.ts';
import { propertyLine } from './syncReport.ts';

/** Markdown. */
export function compareText(plan: SyncPlan, at: string): string {
  const { source, target, items, missingModels, unreadable } = plan;
  const sections = kinds.flatMap((kind) => {
    const found = items.filter((item) => item.kind === kind);
    return section(
      `${kindTitle(kind)}: ${found.length}`,
      found.flatMap((item) => linesOf(item, plan)),
    );
  });
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
