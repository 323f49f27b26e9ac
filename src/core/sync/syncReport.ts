// What a pull, a push or a dry run did, as a document for people.
import * as l10n from '@vscode/l10n';
import type { Json } from '../json.ts';
import { inTurns, type Pause } from '../inTurns.ts';
import { writeJson } from '../exact.ts';
import { placeText } from '../platform/hidden.ts';
import { createRedactor } from '../secrets/redact.ts';
import type { Difference } from './planItem.ts';

export type StepKind = 'created' | 'changed' | 'deleted' | 'undone' | 'skipped' | 'failed';

export interface Step {
  readonly what: 'integration' | 'model';
  readonly name: string;
  readonly kind: StepKind;
  /** Why it was skipped or failed, and what else is to be known. */
  readonly notes: readonly string[];
  /** What was taken over. */
  readonly properties: readonly Difference[];
}

export interface SyncReport {
  readonly title: string;
  readonly source: string;
  readonly target: string;
  /** ISO 8601. */
  readonly at: string;
  readonly isDryRun: boolean;
  readonly steps: readonly Step[];
  /** Integrations in which nothing had to be done. */
  readonly same: number;
}

const order: readonly StepKind[] = ['failed', 'created', 'changed', 'deleted', 'undone', 'skipped'];

/** Markdown. */
export async function reportText(report: SyncReport, pause: Pause): Promise<string> {
  const { title, source, target, at, isDryRun, steps, same } = report;
  const head = [
    `# ${title}`,
    '',
    l10n.t('From {0} to {1}, {2}.', source, target, at),
    ...(isDryRun ? ['', l10n.t('A dry run: nothing was written.')] : []),
    '',
    countsLine(report),
  ];
  const sections: string[] = [];
  for (const kind of order) {
    const lines = await inTurns(steps, pause, (step) => (step.kind === kind ? linesOf(step) : []));
    if (lines.length > 0) sections.push('', `## ${headingOf(kind, isDryRun)}`, '', ...lines);
  }
  const rest = same === 0 ? [] : ['', l10n.t('The same in both: {0}.', same)];
  return [...head, ...sections, ...rest, ''].join('\n');
}

export function countsLine({ steps, isDryRun }: Pick<SyncReport, 'steps' | 'isDryRun'>): string {
  const parts = order.flatMap((kind) => {
    const count = steps.filter((step) => step.kind === kind).length;
    return count === 0 ? [] : [`${headingOf(kind, isDryRun)}: ${count}`];
  });
  return parts.length === 0 ? l10n.t('There was nothing to do.') : `${parts.join(', ')}.`;
}

function headingOf(kind: StepKind, isDryRun: boolean): string {
  switch (kind) {
    case 'created':
      return isDryRun ? l10n.t('Would be created') : l10n.t('Created');
    case 'changed':
      return isDryRun ? l10n.t('Would be changed') : l10n.t('Changed');
    case 'deleted':
      return isDryRun ? l10n.t('Would be deleted') : l10n.t('Deleted');
    case 'undone':
      return l10n.t('Taken back');
    case 'skipped':
      return l10n.t('Skipped');
    case 'failed':
      return l10n.t('Failed');
  }
}

function linesOf({ what, name, notes, properties }: Step): string[] {
  const title = what === 'model' ? l10n.t('{0} (model)', name) : name;
  return [
    `- ${title}`,
    ...notes.map((note) => `  - ${note}`),
    ...properties.map((each) => `  - ${propertyLine(each)}`),
  ];
}

/** `server.host: "a.example.com" → "b.example.com"`; of a secret only its reference. */
export function propertyLine({ pointer, value, before, isSecret }: Difference): string {
  const shown = (given: Json | undefined): string => shownValue(given, isSecret);
  return `${placeText(pointer)}: ${shown(before)} → ${shown(value)}`;
}

const longest = 80;
/** A password in an address is one, whatever the property is called. */
const redact = createRedactor([]);

export function shownValue(value: Json | undefined, isSecret: boolean): string {
  if (value === undefined) return l10n.t('(none)');
  if (isSecret && !(typeof value === 'string' && /^\$(\{(secret|env):[^{}\s]+\}$|SECRET_|GATEWAYSECRET_)/.test(value)))
    return value === '' ? '""' : l10n.t('(secret)');
  const text = redact(writeJson(value));
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
