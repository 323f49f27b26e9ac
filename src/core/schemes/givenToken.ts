// OAuth 2.0 and OpenID Connect with the access token that stands in the configuration's `token`.
import * as l10n from '@vscode/l10n';
import { asString, get } from '../json.ts';
import { failed, ok } from '../request.ts';
import { headerSafe, withHeader } from './credential.ts';
import type { Authorize } from './scheme.ts';

export const givenToken: Authorize<'oauth2' | 'openIdConnect'> = (request, scheme, credentials) => {
  const token = asString(get(credentials, 'token', 'access_token')) ?? '';
  if (token === '') {
    const message = l10n.t(
      'The security scheme "{0}" has no access token. Put one into token.access_token; this version does not fetch tokens itself.',
      scheme.name,
    );
    return failed({ code: 'token-missing', message, path: ['token', 'access_token'] });
  }
  const type = asString(get(credentials, 'token', 'token_type')) || 'Bearer';
  const safe = headerSafe(`${type} ${token}`, 'access_token');
  return safe.ok
    ? ok(withHeader(request, 'Authorization', safe.value))
    : failed({ ...safe.failure, path: ['token', 'access_token'] });
};
