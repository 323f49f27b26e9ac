// HTTP basic authentication, RFC 7617, with UTF-8 names and passwords.
import { ok } from '../request.ts';
import { credential, withHeader } from './credential.ts';
import type { Authorize } from './scheme.ts';

export const basic: Authorize<'basic'> = (request, scheme, credentials) => {
  const username = credential(credentials, 'username', scheme.name);
  if (!username.ok) return username;
  const password = credential(credentials, 'password', scheme.name);
  if (!password.ok) return password;
  return ok(withHeader(request, 'Authorization', `Basic ${base64(`${username.value}:${password.value}`)}`));
};

export function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
