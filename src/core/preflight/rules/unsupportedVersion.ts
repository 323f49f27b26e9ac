// The platform takes Swagger 2.0 and OpenAPI 3.0.0 to 3.0.3; of 3.0.4 its documentation says that it is not supported.
import * as l10n from '@vscode/l10n';
import { get } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const unsupportedVersion: Rule = {
  id: 'unsupported-version',
  severity: 'error',
  find: ({ document, declared, version }) => {
    const path = [get(document, 'openapi') === undefined ? 'swagger' : 'openapi'];
    if (/^3\.0\.4/.test(declared)) {
      const message = l10n.t('The platform does not support OpenAPI 3.0.4. It differs from 3.0.3 in wording only.');
      return [{ message, path, fixes: [{ title: l10n.t('Declare it as 3.0.3'), path, value: '3.0.3' }] }];
    }
    if (version === '3.1') {
      const message = l10n.t(
        'OpenAPI {0} is not among the versions that the platform supports (2.0 and 3.0.0 to 3.0.3); what it does with keywords of 3.1 is not documented.',
        declared,
      );
      return [{ message, path, severity: 'warning' }];
    }
    if (version !== 'other') return [];
    const message = l10n.t('"{0}" is no version that the platform supports: 2.0 and 3.0.0 to 3.0.3.', declared);
    return [{ message, path }];
  },
};
