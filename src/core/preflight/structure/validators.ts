// One validator for each version of OpenAPI, made from the schema that its authors publish when it is first needed.
import v20 from '@seriousme/openapi-schema-validator/schemas/v2.0/schema.json' with { type: 'json' };
import v30 from '@seriousme/openapi-schema-validator/schemas/v3.0/schema.json' with { type: 'json' };
import v31 from '@seriousme/openapi-schema-validator/schemas/v3.1/schema.json' with { type: 'json' };
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import type { Json, JsonObject } from '../../json.ts';
import type { Version } from '../subject.ts';
import { discriminate } from './discriminate.ts';
import { toDraft07 } from './draft07.ts';

/** Formats are left out: that the platform checks them is not known, and vendors' addresses are full of placeholders. */
const options = { strict: false, allErrors: true, validateFormats: false, logger: false } as const;

const make: Readonly<Record<Exclude<Version, 'other'>, () => ValidateFunction>> = {
  '2.0': () => new Ajv(options).compile(older(v20)),
  '3.0': () => new Ajv(options).compile(older(v30)),
  '3.1': () => new Ajv2020(options).compile(v31),
};

const older = (schema: unknown): JsonObject => discriminate(toDraft07(schema as Json) as JsonObject);

const made = new Map<Version, ValidateFunction>();

/** Everything in which the document differs from what its version allows; a version without a schema has nothing. */
export function structureErrors(document: JsonObject, version: Version): readonly ErrorObject[] {
  if (version === 'other') return [];
  const validate = made.get(version) ?? make[version]();
  made.set(version, validate);
  validate(document);
  return validate.errors ?? [];
}
