// Without the check of its certificate, any server may pose as the one that is meant.
import * as l10n from '@vscode/l10n';
import { connectionValue } from '../integration.ts';
import type { Rule } from './rule.ts';

export const certificateNotChecked: Rule = (integration) => {
  if (connectionValue(integration, 'tls', 'rejectUnauthorized') !== false) return [];
  const path = [...integration.connection, 'tls', 'rejectUnauthorized'];
  const isOn = connectionValue(integration, 'tls', 'enabled') === true;
  const message = isOn
    ? l10n.t('Every certificate of the server is accepted, also a forged one: whoever is on the way can read along.')
    : l10n.t('Every certificate of the server would be accepted, also a forged one, as soon as tls.enabled is on.');
  const fixes = [{ title: l10n.t('Check the certificate'), path, value: true }];
  return [{ code: 'certificate-not-checked', severity: 'warning', message, path, fixes }];
};
