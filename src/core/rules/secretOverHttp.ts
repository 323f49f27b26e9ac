// Credentials that go over plain http can be read by everybody on the way.
import * as l10n from '@vscode/l10n';
import { connectionValue, type Integration } from '../integration.ts';
import { asString } from '../json.ts';
import { isLoopback } from '../loopback.ts';
import type { Change } from '../problem.ts';
import { connectionSchema } from '../schema.ts';
import { secretsIn } from './literalSecret.ts';
import type { Rule } from './rule.ts';

export const secretOverHttp: Rule = (integration, { models }) => {
  const model = models.get(integration.modelId);
  const protocol = asString(connectionValue(integration, 'server', 'protocol')) || model?.server.protocol;
  const host = asString(connectionValue(integration, 'server', 'host')) ?? '';
  if (protocol !== 'http' || host === '' || isLoopback(host)) return [];
  const secrets = secretsIn(connectionSchema(model), connectionValue(integration), integration.connection);
  if (![...secrets].some(({ text }) => text !== '')) return [];
  const message = l10n.t(
    'The credentials go over http, readable for everybody on the way. Use https, if the server offers it.',
  );
  const path = [...integration.connection, 'server', 'protocol'];
  const title = l10n.t('Change the protocol to {0}', 'https');
  const fixes = [{ title, path, value: 'https', also: portChange(integration) }];
  return [{ code: 'secret-over-http', severity: 'warning', message, path, fixes }];
};

/** The usual port of http is not the one of https. */
function portChange(integration: Integration): Change[] {
  const isUsual = connectionValue(integration, 'server', 'port') === 80;
  return isUsual ? [{ path: [...integration.connection, 'server', 'port'], value: 443 }] : [];
}
