// The platform fetches tokens itself only for flows that have a token endpoint.
import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule.ts';

export const selfManagedToken: Rule = {
  id: 'self-managed-token',
  severity: 'information',
  find: ({ schemes, schemesPath }) => {
    const [first] = schemes;
    if (first?.type !== 'oauth2' || first.flow !== 'implicit') return [];
    const message = l10n.t(
      'The implicit flow of "{0}" has no token endpoint: the access token must be entered by hand and renewed when it expires.',
      first.name,
    );
    return [{ message, path: [...schemesPath, first.name] }];
  },
};
