// An API key in a header, a query parameter or a cookie; the value is sent unchanged.
import * as l10n from '@vscode/l10n';
import { failed, ok } from '../request.ts';
import { encode } from '../serialize.ts';
import { credential, headerSafe, withHeader } from './credential.ts';
import type { Authorize } from './scheme.ts';

export const apiKey: Authorize<'apiKey'> = (request, scheme, credentials) => {
  const value = credential(credentials, 'value', scheme.name);
  if (!value.ok) return scheme.retrieval ? failed({ ...value.failure, message: notRetrieved(scheme.name) }) : value;
  if (scheme.in === 'query') {
    const separator = request.url.includes('?') ? '&' : '?';
    return ok({ ...request, url: `${request.url}${separator}${encode(scheme.parameter)}=${encode(value.value)}` });
  }
  const safe = headerSafe(value.value, 'value');
  if (!safe.ok) return safe;
  if (scheme.in === 'header') return ok(withHeader(request, scheme.parameter, safe.value));
  const cookie = request.headers.find(([name]) => name.toLowerCase() === 'cookie')?.[1];
  return ok(withHeader(request, 'Cookie', [cookie, `${scheme.parameter}=${safe.value}`].filter(Boolean).join('; ')));
};

const notRetrieved = (name: string): string =>
  l10n.t(
    'The platform gets the key of the security scheme "{0}" itself; test calls of this version do not. Enter a key.',
    name,
  );
