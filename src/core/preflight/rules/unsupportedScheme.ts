// The import accepts schemes that an integration then cannot use.
import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule.ts';

export const unsupportedScheme: Rule = {
  id: 'unsupported-scheme',
  severity: 'error',
  find: ({ schemes, schemesPath }) =>
    schemes.flatMap((scheme, index) => {
      if (scheme.type !== 'unsupported') return [];
      const message = l10n.t(
        'The scheme "{0}" is of the type "{1}", which the platform cannot use. It knows apiKey, http with basic or bearer, oauth2, openIdConnect and mutualTLS.',
        scheme.name,
        scheme.declared,
      );
      const path = [...schemesPath, scheme.name];
      return [{ message, path, ...(index > 0 && ({ severity: 'information' } as const)) }];
    }),
};
