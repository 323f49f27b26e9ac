// "Where are my secrets?" as a Markdown table: names, places and uses, never a value.
import * as l10n from '@vscode/l10n';
import { maskedIn } from './maskedReference.ts';
import { code, escapeReadably } from '../markdown.ts';
import { toPointer, type Path } from '../pointer.ts';
import { writeReference } from './secrets.ts';
import type { UsedSecret } from './secretUses.ts';
import type { SecretReference } from '../world.ts';

/** Where the value of a reference is; undefined: nowhere on this machine. */
export type SecretSource = 'home' | 'everywhere' | 'environment' | 'envFile';

export interface SecretRow extends UsedSecret {
  readonly source: SecretSource | undefined;
}

/** One folder of the workspace. */
export interface SecretSection {
  readonly title: string;
  readonly rows: readonly SecretRow[];
  /** Names that are stored for the folder and that nothing refers to. */
  readonly unused: readonly string[];
  /** What is wrong with the `.env` file of the folder. */
  readonly warning?: string;
}

export function secretsTable(sections: readonly SecretSection[], elsewhere: readonly string[]): string {
  return [
    `# ${l10n.t('Where are my secrets?')}`,
    l10n.t(
      'Files hold references only. Values are in the secret store of VS Code, which the operating system protects, in environment variables, in the .env file of the folder, or on the platform. No value is shown here.',
    ),
    ...sections.flatMap(sectionText),
    ...(elsewhere.length > 0 ? [`## ${l10n.t('Stored for every folder and not used here')}`, list(elsewhere)] : []),
    '',
  ].join('\n\n');
}

function sectionText({ title, rows, unused, warning }: SecretSection): string[] {
  const heading = [l10n.t('Secret'), l10n.t('Value'), l10n.t('Used by')];
  return [
    `## ${escapeReadably(title)}`,
    ...(warning === undefined ? [] : [`**${escapeReadably(warning)}**`]),
    rows.length === 0 ? l10n.t('Nothing refers to a secret.') : tableOf([heading, ...rows.flatMap(linesOf)]),
    ...(unused.length > 0 ? [l10n.t('Stored for this folder, and nothing refers to it any more:'), list(unused)] : []),
  ];
}

/** Encrypted texts are long and tell nothing. */
export const shownReference = (reference: SecretReference): string => {
  const masked = maskedIn(reference);
  return masked ? `${masked.integration}: ${masked.label}` : shortReference(reference);
};

const shortReference = (reference: SecretReference): string =>
  reference.name.startsWith('$ENC') && reference.store === 'platform' ? '$ENC…' : writeReference(reference);

function stateOf({ reference, source }: SecretRow): string {
  if (reference.store !== 'platform') return sourceInWords(source);
  return source === undefined
    ? l10n.t('on the platform; none for test calls')
    : l10n.t('on the platform; for test calls: {0}', sourceInWords(source));
}

export function sourceInWords(source: SecretSource | undefined): string {
  switch (source) {
    case 'home':
      return l10n.t('set, for this folder');
    case 'everywhere':
      return l10n.t('set, for every folder');
    case 'environment':
      return l10n.t('environment variable');
    case 'envFile':
      return l10n.t('.env file');
    case undefined:
      return l10n.t('not set');
  }
}

/** A line for each use, for people who read the source: the others belong to the first. */
function linesOf(row: SecretRow): string[][] {
  const [first = '', ...others] = row.uses.map(({ name, path }) => `${cell(name)} ${cell(placeOf(path))}`);
  return [[cell(shownReference(row.reference)), stateOf(row), first], ...others.map((use) => ['', '', use])];
}

/** What all integrations have before the place tells nothing. */
const placeOf = (path: Path): string => toPointer(path).replace(/^(\/data)?(\/properties){1,2}\//, '');

/** A bar in a cell would end it (GitHub Flavored Markdown section 4.10). */
const cell = (text: string): string => code(text).replaceAll('|', '\\|');

const list = (names: readonly string[]): string => names.map((name) => `- ${code(name)}`).join('\n');

/** Columns of one width, for people who read the source. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, column) => (column === row.length - 1 ? text : text.padEnd(widths[column] ?? 0))).join(' | ')} |`;
  const [heading = [], ...others] = rows;
  const rule = heading.map((text, column) =>
    '-'.repeat(column === heading.length - 1 ? text.length : (widths[column] ?? 3)),
  );
  return [heading, rule, ...others].map(line).join('\n');
}
