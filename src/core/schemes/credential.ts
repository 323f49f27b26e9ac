// Reading one credential, and adding what it makes to a request.
import * as l10n from '@vscode/l10n';
import { get, type Json } from '../json.ts';
import { failed, ok, type Outcome, type Request } from '../request.ts';
import type { Refusal } from './scheme.ts';

/** The text under `key`; a missing or empty one is a refusal that names it. */
export function credential(credentials: Json | undefined, key: string, scheme: string): Outcome<string, Refusal> {
  const value = get(credentials, key);
  if (typeof value === 'string' && value !== '') return ok(value);
  return failed(missingCredential(key, scheme));
}

export function missingCredential(key: string, scheme: string): Refusal {
  const message = l10n.t('The security scheme "{0}" needs "{1}", which is empty.', scheme, key);
  return { code: 'credential-missing', message, path: [key] };
}

export function withHeader(request: Request, name: string, value: string): Request {
  const others = request.headers.filter(([existing]) => existing.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: [...others, [name, value]] };
}

/** Only what RFC 9110 section 5.5 allows in a field value can travel. */
export function headerSafe(value: string, key: string): Outcome<string, Refusal> {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return ok(value);
  const message = l10n.t('"{0}" holds a line break or a character that an HTTP header cannot carry.', key);
  return failed({ code: 'credential-not-sendable', message, path: [key] });
}
