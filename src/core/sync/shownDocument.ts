// A document as people compare it: its keys in one order, and no secret in it.
import type { JsonObject } from '../json.ts';
import { createRedactor } from '../secrets/redact.ts';
import { MASK } from '../secrets/redactNames.ts';
import { prettyJson } from '../prettyJson.ts';
import { isPlatformSecret, referencesIn } from '../secrets/secrets.ts';
import { leavesOf, putLeaves } from './leaves.ts';

/** A password in an address is one, whatever the property is called. */
const redact = createRedactor([]);

export function shownDocument(service: JsonObject, isSecret: (pointer: string) => boolean): string {
  const shown = [...leavesOf(service)].map(([pointer, value]) => {
    if (typeof value !== 'string') return { pointer, value };
    if (!isSecret(pointer)) return { pointer, value: redact(value) };
    return { pointer, value: isHarmless(value) ? value : MASK };
  });
  return `${prettyJson(putLeaves({}, shown), { sorted: true })}\n`;
}

const isHarmless = (text: string): boolean =>
  text === '' || (isPlatformSecret(text) && !text.startsWith('$ENC')) || referencesIn(text).length > 0;
