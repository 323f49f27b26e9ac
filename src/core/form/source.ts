// What a form is built from, and the schema's parts that all its builders look up.
import type { Detail } from '../form.ts';
import type { Integration } from '../integration.ts';
import { asObject, get, isObject, type JsonObject } from '../json.ts';
import type { Model } from '../model.ts';
import type { Path } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import type { SecretReference } from '../world.ts';

export interface FormSource {
  readonly integration: Integration;
  readonly text: string;
  readonly model: Model | undefined;
  readonly problems: readonly Problem[];
  /** Whether this machine has the value of a reference. */
  readonly has: (reference: SecretReference) => boolean;
  /** Whether the user may not change what stands at a path; without it, everything may be changed. */
  readonly isLocked?: (path: Path) => boolean;
  /** What was read out of certificates and keys, by the pointer of their field. */
  readonly details?: ReadonlyMap<string, readonly Detail[]>;
}

export const propertyOf = (schema: JsonObject, key: string): JsonObject => asObject(get(schema, 'properties', key));

/** An object with fields of its own; without, it is a map. */
export const isBlock = (schema: unknown): boolean => isObject(get(schema, 'properties'));
