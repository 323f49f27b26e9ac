// A document as people compare it: its keys in one order, and no secret in it.
import type { JsonObject } from '../json.ts';
import { MASK } from '../redactNames.ts';
import { prettyJson } from '../platform/prettyJson.ts';
import { isPlatformSecret, referencesIn } from '../secrets.ts';
import { leavesOf, putLeaves } from './leaves.ts';

export function shownDocument(service: JsonObject, isSecret: (pointer: string) => boolean): string {
  const shown = [...leavesOf(service)].map(([pointer, value]) => {
    const isHidden = typeof value === 'string' && isSecret(pointer) && !isHarmless(value);
    return { pointer, value: isHidden ? MASK : value };
  });
  return `${prettyJson(putLeaves({}, shown), { sorted: true })}\n`;
}

const isHarmless = (text: string): boolean =>
  text === '' || (isPlatformSecret(text) && !text.startsWith('$ENC')) || referencesIn(text).length > 0;
