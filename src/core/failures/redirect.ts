// What a redirect tells about the configuration: one that was not followed is the answer.
import * as l10n from '@vscode/l10n';
import type { Answer } from '../request.ts';
import type { Change } from '../problem.ts';
import { credentials, header, hostnameOf, hostOf, isSecure, type Case } from './case.ts';
import { useBasePath, useHost, useProtocol, type Row } from './row.ts';

type Redirect = Case<Answer>;
const LOGIN = /log-?in|sign-?in|\/sso\b|saml|oauth|authorize|adfs|openid/i;
const PORTAL = /captive|hotspot|portal\.|wi-?fi|guest-?access/i;

export const redirectRows: readonly Row<Answer>[] = [
  {
    code: 'not-modified',
    severity: 'information',
    when: ({ exchange }) => exchange.status === 304,
    path: [],
    what: () => l10n.t('the server answered 304 Not Modified: the content is as it was'),
    help: () => l10n.t('Leave the If-None-Match or If-Modified-Since header out to get it.'),
  },
  {
    code: 'redirect-without-location',
    when: (call) => isRedirect(call) && target(call) === undefined,
    path: ['server', 'base_path'],
    what: ({ exchange }) => l10n.t('the server redirects ({0}) but does not say where to', exchange.status),
    help: () => l10n.t('Check host and base path.'),
  },
  {
    code: 'redirect-to-login',
    when: (call) => isRedirect(call) && LOGIN.test(locationOf(call)),
    path: credentials,
    what: (call) => l10n.t('the server sends unknown visitors to a login page: {0}', locationOf(call)),
    help: () =>
      l10n.t(
        'The credentials were missing or not accepted, or this address is meant for browsers: check them and the base path.',
      ),
  },
  {
    code: 'captive-portal',
    when: (call) => isRedirect(call) && PORTAL.test(locationOf(call)),
    path: ['server', 'host'],
    what: (call) => l10n.t('the network asks for a login of its own first: {0}', locationOf(call)),
    help: () => l10n.t('Open a browser, sign in to the network, then try again.'),
  },
  {
    code: 'redirect-to-https',
    when: (call) => isRedirect(call) && wantsHttps(call) && target(call)?.hostname === hostnameOf(call.request),
    path: ['server', 'protocol'],
    what: (call) => l10n.t('{0} wants https: it redirects to {1}', hostOf(call.request), locationOf(call)),
    help: () => l10n.t('Change the protocol to https; what was sent until now, secrets too, was not encrypted.'),
    fixes: (call) => [useProtocol('https', ...portOfTarget(call))],
  },
  {
    code: 'redirect-to-host',
    when: (call) => isRedirect(call) && target(call)?.host !== hostOf(call.request),
    path: ['server', 'host'],
    what: (call) => l10n.t('the service is at another address: {0}', locationOf(call)),
    help: () => l10n.t('Credentials never go to another host by a redirect. Change the host if you trust it.'),
    fixes: (call) => {
      const { hostname = '' } = target(call) ?? {};
      if (hostname === '' || hostname === call.connection.host) return [];
      return [wantsHttps(call) ? { ...useHost(hostname), also: httpsOf(call) } : useHost(hostname)];
    },
  },
  {
    code: 'redirect-to-path',
    when: isRedirect,
    path: ['server', 'base_path'],
    what: (call) => l10n.t('the service is at another path: {0}', locationOf(call)),
    help: () =>
      l10n.t(
        'Check the base path, and the slash at its end. How many redirects are followed is a setting: integrations.call.redirects.',
      ),
    fixes: (call) => newBasePath(call).map(useBasePath),
  },
];

function isRedirect({ exchange }: Redirect): boolean {
  return exchange.status >= 300 && exchange.status < 400;
}

const locationOf = ({ exchange }: Redirect): string => header(exchange, 'location');

function target(call: Redirect): URL | undefined {
  const location = locationOf(call);
  const { url } = call.request;
  return location !== '' && URL.canParse(location, url) ? new URL(location, url) : undefined;
}

const wantsHttps = (call: Redirect): boolean => !isSecure(call.request) && target(call)?.protocol === 'https:';

const httpsOf = (call: Redirect): readonly Change[] => [
  { path: ['server', 'protocol'], value: 'https' },
  ...portOfTarget(call),
];

/** With another protocol the old port would be wrong. */
function portOfTarget(call: Redirect): readonly Change[] {
  if (call.connection.port === undefined) return [];
  const port = target(call)?.port;
  const path = ['server', 'port'];
  return [port ? { path, value: Number(port) } : { path }];
}

/** Where the new path is the old one behind another base path, that one. */
function newBasePath(call: Redirect): readonly string[] {
  const base = call.connection.basePath.replace(/\/$/, '');
  const { pathname } = new URL(call.request.url);
  const rest = pathname.slice(base.length);
  const found = target(call)?.pathname ?? '';
  if (rest.length < 2 || !pathname.startsWith(base) || !found.endsWith(rest) || found === pathname) return [];
  return [found.slice(0, -rest.length) || '/'];
}
