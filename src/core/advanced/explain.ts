// What a place in an integration means: its text from the schema, the default, and where the platform uses it.
import * as l10n from '@vscode/l10n';
import { findNodeAtOffset, type Node } from 'jsonc-parser';
import type { IntegrationHead } from '../integration.ts';
import { asArray, asString, type JsonObject } from '../json.ts';
import { code, escape } from '../markdown.ts';
import type { Model, SecurityScheme } from '../model.ts';
import { startsWith, type Path } from '../pointer.ts';
import type { Span } from '../problem.ts';
import { isSecret, schemeTitle } from '../schema.ts';
import { placeOf } from './cursor.ts';
import { authenticationPath, fieldSchema, schemeAt } from './fieldSchema.ts';
import { urlOf } from './servers.ts';

export interface Explanation {
  readonly markdown: string;
  readonly span: Span;
}

/** Undefined where nothing is known: brackets, keys of the user's own, what stands outside of the service document. */
export function explain(
  root: Node | undefined,
  offset: number,
  head: IntegrationHead,
  models: ReadonlyMap<string, Model>,
): Explanation | undefined {
  const node = root && findNodeAtOffset(root, offset);
  if (!node || node.type === 'object' || node.type === 'array' || node.type === 'property') return undefined;
  const { path, isKey } = placeOf(node);
  if (!startsWith(path, head.service)) return undefined;
  const within = path.slice(head.service.length);
  const model = models.get(head.modelId);
  const isModel = within.join('/') === 'model' || within.join('/') === 'properties/type';
  const parts = [...describeField(within, model), ...(isModel && !isKey && model ? describeModel(model) : [])];
  const span = { offset: node.offset, length: node.length };
  return parts.length > 0 ? { markdown: parts.join('\n\n'), span } : undefined;
}

/** Paragraphs of Markdown about the place at `path` of the service document; none where the schema has nothing. */
export function describeField(path: Path, model: Model | undefined): string[] {
  const schema = fieldSchema(model, path);
  if (!schema) return [];
  const title = asString(schema['title']);
  const scheme = path.length === authenticationPath.length + 1 ? schemeAt(model, path) : undefined;
  const usage = [asString(schema['x-platform']) ?? '', scheme ? usageOf(scheme) : ''].filter(Boolean).join(' ');
  return [
    title ? `**${escape(title)}**` : '',
    escapeLines(asString(schema['description']) ?? ''),
    [defaultOf(schema), choicesOf(schema)].filter(Boolean).join('  \n'),
    usage ? l10n.t('**On the platform:** {0}', escapeLines(usage)) : '',
  ].filter(Boolean);
}

function defaultOf(schema: JsonObject): string {
  const value = schema['default'];
  if (value === undefined || value === null || isSecret(schema)) return '';
  return l10n.t('Default: {0}', code(JSON.stringify(value)));
}

function choicesOf(schema: JsonObject): string {
  const choices = asArray(schema['enum']).map((each) => code(JSON.stringify(each)));
  return choices.length > 0 ? l10n.t('One of: {0}', choices.join(', ')) : '';
}

/** What the credentials become in a request. */
function usageOf(scheme: SecurityScheme): string {
  switch (scheme.type) {
    case 'apiKey':
      return l10n.t('Its value is sent unchanged: {0} "{1}".', inWords(scheme.in), scheme.parameter);
    case 'basic':
      return l10n.t('Sent as "Authorization: Basic …" (RFC 7617).');
    case 'bearer':
      return l10n.t('Sent as "Authorization: Bearer …" (RFC 6750).');
    case 'awsSigV4':
      return l10n.t('Requests are signed with AWS Signature Version 4.');
    case 'oauth2':
    case 'openIdConnect':
      return l10n.t('Its access token is sent as "Authorization: Bearer …", or with the token\'s own type.');
    case 'mutualTLS':
      return l10n.t('The certificate is shown to the server; "tls.enabled" enforces it.');
    case 'unsupported':
      return '';
  }
}

function inWords(place: 'header' | 'query' | 'cookie'): string {
  const words = { header: l10n.t('header'), query: l10n.t('query parameter'), cookie: l10n.t('cookie') };
  return words[place];
}

function describeModel(model: Model): string[] {
  const facts = [
    l10n.t('OpenAPI {0}', model.openapi),
    l10n.t('{0} operations', model.operations.length),
    urlOf(model.server),
    ...model.schemes.map((scheme) => `${scheme.name} (${schemeTitle(scheme)})`),
  ];
  return [
    `**${escape(model.id)}**`,
    escapeLines(model.description.slice(0, longest)),
    facts.map((fact) => `- ${escape(fact)}`).join('\n'),
  ].filter(Boolean);
}

const longest = 600;

const escapeLines = (text: string): string => escape(text).replaceAll('\n', '  \n');
