// A bearer token given by hand, RFC 6750 section 2.1: the text itself, or `{value}` as the platform's client also takes.
import * as l10n from '@vscode/l10n';
import { get } from '../json.ts';
import { failed, ok } from '../request.ts';
import { headerSafe, withHeader } from './credential.ts';
import type { Authorize } from './scheme.ts';

export const bearer: Authorize<'bearer'> = (request, scheme, credentials) => {
  const token = typeof credentials === 'string' ? credentials : get(credentials, 'value');
  if (typeof token !== 'string' || token === '') {
    const message = l10n.t('The security scheme "{0}" has no token.', scheme.name);
    return failed({ code: 'credential-missing', message, path: [] });
  }
  const safe = headerSafe(token, scheme.name);
  return safe.ok
    ? ok({ request: withHeader(request, 'Authorization', `Bearer ${safe.value}`) })
    : failed({ ...safe.failure, path: [] });
};
