// Without `tls.enabled` the platform connects also when the client certificate is not sent or not accepted.
import * as l10n from '@vscode/l10n';
import { connectionValue } from '../integration.ts';
import { asString } from '../json.ts';
import type { Rule } from './rule.ts';

export const mutualTLSNotEnforced: Rule = (integration, { models }) => {
  const schemes = models.get(integration.modelId)?.schemes ?? [];
  const used = schemes.find(
    ({ type, name }) =>
      type === 'mutualTLS' && asString(connectionValue(integration, 'authentication', name, 'certificate')),
  );
  if (!used || connectionValue(integration, 'tls', 'enabled') === true) return [];
  const path = [...integration.connection, 'tls', 'enabled'];
  const message = l10n.t(
    'The client certificate of "{0}" is not enforced: without tls.enabled the platform connects also when it is not sent or not accepted.',
    used.name,
  );
  const fixes = [{ title: l10n.t('Turn on {0}', 'tls.enabled'), path, value: true }];
  return [{ code: 'mutual-tls-not-enforced', severity: 'warning', message, path, fixes }];
};
