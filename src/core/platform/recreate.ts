// Makes an integration on a platform from a document that once was one, and sees to it that all of it arrives.
import type { JsonObject } from '../json.ts';
import { comparable, secretsBy } from './hidden.ts';
import type { Answered, Platform } from './platform.ts';
import { outlineOf } from './readAnswers.ts';

/** The id belongs to the stored document; type and virtual are what makes a service an integration. */
export function newService(service: JsonObject): JsonObject {
  const own = Object.entries(service).filter(([key]) => key !== '_id');
  return { ...Object.fromEntries(own), type: 'Adapter', virtual: true };
}

/** What a platform leaves out of what it is given to create, it may take as a change. */
export async function recreate(platform: Platform, document: JsonObject, signal: AbortSignal): Answered<JsonObject> {
  const service = newService(document);
  const made = await platform.createIntegration(service, signal);
  if (!made.ok || sameOutside(made.value, service)) return made;
  const updated = await platform.updateIntegration(outlineOf(service).name, service, signal);
  return updated.ok ? updated : made;
}

/** Secrets come back in another shape, and what is null may come back as nothing. */
function sameOutside(one: JsonObject, other: JsonObject): boolean {
  const [left, right] = [one, other].map((service) => {
    const own = Object.entries(service).filter(([key, value]) => key !== '_id' && value !== null);
    return comparable(Object.fromEntries(own), secretsBy([]));
  });
  return left === right;
}
