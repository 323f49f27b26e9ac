// HTTP basic authentication, RFC 7617, with UTF-8 names and passwords.
import { asString, get } from '../json.ts';
import { failed, ok } from '../request.ts';
import { missingCredential, withHeader } from './credential.ts';
import type { Authorize } from './scheme.ts';

export const basic: Authorize<'basic'> = (request, scheme, credentials, at) => {
  const [username, password] = ['username', 'password'].map((key) => asString(get(credentials, key)) ?? '');
  // Some APIs take a key as the name and no password; with neither, there is nothing to sign in with.
  if (!username && !password) return failed(missingCredential('username', scheme.name));
  const pair = base64(`${username}:${password}`);
  // A server may say the header back in base64 as a whole.
  if (password) at.conceal(pair);
  return ok({ request: withHeader(request, 'Authorization', `Basic ${pair}`) });
};

export function base64(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return btoa(text);
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
