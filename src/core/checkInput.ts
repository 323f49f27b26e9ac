// Values for an operation held against its schemas before anything is sent.
import * as l10n from '@vscode/l10n';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { sample } from 'openapi-sampler';
import { parseJson, type Json, type JsonObject } from './json.ts';
import type { Parameter, RequestBody } from './model.ts';

/** Undefined when the value fits, else what is wrong with it. */
export function checkValue(schema: JsonObject, value: Json): string | undefined {
  const validate = compile(schema);
  return !validate || validate(value) ? undefined : describe(validate.errors ?? []);
}

/** What the user typed for a parameter: JSON for lists and objects, the text itself for strings. */
export function readValue(parameter: Parameter, typed: string): Json {
  const types = [parameter.schema['type'] ?? []].flat();
  if (types.includes('string') && !types.includes('array')) return typed;
  const value = parseJson(typed);
  // `12345678901234567890` must reach the server as it was typed, not as the nearest double.
  if (typeof value === 'number' && String(value) !== typed.trim()) return typed.trim();
  if (value !== undefined && typeof value !== 'string') return value;
  return types.includes('array') ? typed.split(',').map((item) => item.trim()) : (value ?? typed);
}

/** Only JSON can be held against a schema; other bodies are the user's own. */
export function checkBody(body: RequestBody, text: string): string | undefined {
  if (!/[/+]json\b/i.test(body.contentType)) return undefined;
  const value = parseJson(text);
  return value === undefined ? l10n.t('This is not valid JSON.') : checkValue(body.schema, value);
}

/** A value to start the body with: what the schema requires. Undefined where none can be made. */
export function sampleBody({ schema }: RequestBody): Json | undefined {
  try {
    return sample(schema, { skipNonRequired: true, quiet: true }, schema) as Json;
  } catch {
    return undefined;
  }
}

const compiled = new WeakMap<JsonObject, ValidateFunction | undefined>();

/** A schema that ajv refuses (vendors' documents have them) checks nothing. */
function compile(schema: JsonObject): ValidateFunction | undefined {
  if (compiled.has(schema)) return compiled.get(schema);
  let validate: ValidateFunction | undefined;
  try {
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false, unicodeRegExp: false });
    addFormats(ajv);
    validate = ajv.compile(schema);
  } catch {
    validate = undefined;
  }
  compiled.set(schema, validate);
  return validate;
}

function describe(errors: readonly ErrorObject[]): string {
  const sentences = errors
    .slice(0, 3)
    .map(({ instancePath, message = '' }) => (instancePath === '' ? message : `${instancePath} ${message}`));
  return sentences.join('; ') + (errors.length > 3 ? l10n.t('; and {0} more', errors.length - 3) : '');
}
