// Everything about a model as a Markdown text: server, security schemes, problems, operations by tag, integrations.
import * as l10n from '@vscode/l10n';
import { code, escapeReadably } from '../markdown.ts';
import type { Model, Operation } from '../model.ts';
import type { Problem } from '../problem.ts';
import { schemeNote, schemeTitle } from '../schema.ts';

export interface ModelFacts {
  readonly model: Model;
  readonly file: string;
  readonly problems: readonly Problem[];
  /** The names of the integrations made from it. */
  readonly integrations: readonly string[];
}

export function modelDetails({ model, file, problems, integrations }: ModelFacts): string {
  const facts = [code(model.id), `OpenAPI ${model.openapi}`, code(file)].join(' · ');
  return [
    `# ${escapeReadably(model.title)}`,
    facts,
    escapeReadably(model.description.trim()),
    ...section(
      l10n.t('Integrations'),
      integrations.length > 0 ? [integrations.map(code).join(', ')] : [l10n.t('None yet.')],
    ),
    ...section(
      l10n.t('Problems'),
      problems.map(({ severity, message, code: id }) => `- **${severity}** ${escapeReadably(message)} (${code(id)})`),
    ),
    ...section(l10n.t('Server'), [serverLines(model)]),
    ...section(l10n.t('Security schemes'), [schemeLines(model)]),
    `## ${l10n.t('Operations')} (${model.operations.length})`,
    ...operationLines(model.operations),
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

function section(title: string, paragraphs: readonly string[]): string[] {
  return paragraphs.length > 0 ? [`## ${title}`, ...paragraphs] : [];
}

function serverLines({ server }: Model): string {
  const { protocol, host, port, base_path } = server;
  if (host === '')
    return l10n.t('The document names no host; each integration must. Base path: {0}', code(base_path || '/'));
  return code(`${protocol}://${host}${port === undefined ? '' : `:${port}`}${base_path}`);
}

function schemeLines({ schemes }: Model): string {
  if (schemes.length === 0) return l10n.t('None: calls are sent without credentials.');
  const lines = schemes.map((scheme, index) => {
    const note = index === 0 && schemes.length > 1 ? l10n.t('The platform uses this one.') : schemeNote(scheme, index);
    return `${index + 1}. ${code(scheme.name)} ${escapeReadably(schemeTitle(scheme))}${note && `: ${escapeReadably(note)}`}`;
  });
  return lines.join('\n');
}

function operationLines(operations: readonly Operation[]): string[] {
  const tags = new Map<string, Operation[]>();
  for (const operation of operations) {
    const own = tags.get(operation.tags[0] ?? '') ?? [];
    own.push(operation);
    tags.set(operation.tags[0] ?? '', own);
  }
  const sorted = [...tags].sort(([a], [b]) => Number(a === '') - Number(b === ''));
  return sorted.flatMap(([tag, own]) => [
    `### ${escapeReadably(tag || l10n.t('Without a tag'))}`,
    own.map(operationLine).join('\n'),
  ]);
}

function operationLine({ id, method, path, summary, deprecated }: Operation): string {
  const end = [summary && escapeReadably(summary), deprecated && l10n.t('deprecated')].filter(Boolean).join(', ');
  return `- ${code(id)} ${method} ${code(path)}${end && `: ${end}`}`;
}
