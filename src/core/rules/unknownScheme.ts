// Credentials under a name that the model does not have are never sent.
import * as l10n from '@vscode/l10n';
import { connectionValue } from '../integration.ts';
import { asObject } from '../json.ts';
import type { Rule } from './rule.ts';

export const unknownScheme: Rule = (integration, { models }) => {
  const model = models.get(integration.modelId);
  if (!model) return [];
  const known = model.schemes.map((scheme) => scheme.name);
  const names = Object.keys(asObject(connectionValue(integration, 'authentication')));
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: 'unknown-scheme',
      severity: 'warning',
      message:
        known.length > 0
          ? l10n.t('The model has no security scheme "{0}". It has: {1}.', name, known.join(', '))
          : l10n.t('The model has no security scheme at all; "{0}" is never used.', name),
      path: [...integration.connection, 'authentication', name],
    }));
};
