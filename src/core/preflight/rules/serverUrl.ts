// What the platform makes of the server in the document, where that is not what it says.
import * as l10n from '@vscode/l10n';
import { asArray, asString, get, type JsonObject } from '../../json.ts';
import type { Finding, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

export const serverUrl: Rule = {
  id: 'server-url',
  severity: 'warning',
  find: (subject) => (subject.version === '2.0' ? swaggerServer(subject) : server(subject)),
};

function swaggerServer({ document }: Subject): Finding[] {
  if (asString(get(document, 'host'))) return [];
  return [{ message: missingServer(), path: ['swagger'] }];
}

const missingServer = (): string =>
  l10n.t('The document names no server. Each integration of it must be given its host by hand.');

function server({ document, server: defaults }: Subject): Finding[] {
  const [first] = asArray(get(document, 'servers'));
  const url = asString(get(first, 'url')) ?? '';
  const path = ['servers', 0, 'url'];
  if (url === '') return [{ message: missingServer(), path: first === undefined ? ['servers'] : path }];
  if (!/^([a-z][a-z\d+.-]*:)?\/\//i.test(url) && !url.startsWith('{')) return [{ message: relative(url), path }];
  if (url.startsWith('//')) return [{ message: withoutProtocol(url), path, fixes: [withHttps(url, path)] }];
  const open = openVariables(url, get(first, 'variables') as JsonObject | undefined);
  if (open.length > 0) return [{ message: templated(open), path }];
  if (!url.includes('{')) return [];
  const { protocol, host, port, base_path } = defaults;
  const result = `${protocol}://${host}${port === undefined ? '' : `:${port}`}${base_path}`;
  return [{ message: resolved(result), path, severity: 'information' }];
}

const relative = (url: string): string =>
  l10n.t(
    'The server "{0}" is relative. The platform makes it the host, which works for nobody: each integration needs its host and base path set.',
    url,
  );
const withoutProtocol = (url: string): string =>
  l10n.t('The server "{0}" has no protocol. Integrations of it start with http.', url);
const templated = (names: readonly string[]): string =>
  l10n.t(
    'The server has no default for {0}. Each integration must be given its host by hand.',
    names.map((name) => `{${name}}`).join(', '),
  );
const resolved = (url: string): string =>
  l10n.t("The platform replaces the server's variables by their defaults: integrations start with {0}.", url);

const withHttps = (url: string, path: Finding['path']) => ({ title: l10n.t('Use https'), path, value: `https:${url}` });

function openVariables(url: string, variables: JsonObject | undefined): string[] {
  const names = Array.from(url.matchAll(/\{([^{}]*)\}/g), ([, name = '']) => name);
  return names.filter((name) => get(variables, name, 'default') === undefined);
}
