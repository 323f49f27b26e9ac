// Values for an operation held against its schemas before anything is sent.
import * as l10n from '@vscode/l10n';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { sample } from 'openapi-sampler';
import { plainValue, readExact } from '../exact.ts';
import type { Json, JsonObject } from '../json.ts';
import { isFormType, isJsonType, isMultipartType } from './mediaType.ts';
import type { Parameter, RequestBody } from '../model.ts';
import { readPattern, uncheckedNote, type Pattern } from '../patterns/pattern.ts';
import { parsePointer, type Path } from '../pointer.ts';
import { typesOf } from '../schema/schemaTypes.ts';
import { uniqueItems } from './uniqueItems.ts';

/** One thing that does not fit; `path` leads into the value. */
export interface Misfit {
  readonly path: Path;
  /** A clause without a subject: `must be integer`. */
  readonly message: string;
}

/** More says nothing more: the first ones have to be mended first. */
const mostMisfits = 20;

export function misfits(schema: JsonObject, value: Json): readonly Misfit[] {
  return errorsOf(schema, value).slice(0, mostMisfits).map(misfitOf);
}

/** Undefined when the value fits, else what is wrong with it. */
export function checkValue(schema: JsonObject, value: Json): string | undefined {
  const errors = errorsOf(schema, value);
  return errors.length === 0 ? undefined : describe(errors);
}

/** What the user typed for a parameter: JSON for lists and objects, the text itself for strings. */
export function readValue(parameter: Parameter, typed: string): Json {
  const types = typesOf(parameter.schema);
  if (types.includes('string') && !types.includes('array')) return typed;
  const value = readExact(typed);
  if (value !== undefined && typeof value !== 'string') return value;
  return types.includes('array') ? typed.split(',').map((item) => item.trim()) : (value ?? typed);
}

/** Only JSON can be held against a schema; other bodies are the user's own. */
export function checkBody(body: RequestBody, text: string): string | undefined {
  const isForm = isFormType(body.contentType) || isMultipartType(body.contentType);
  if (!isJsonType(body.contentType) && !(isForm && text.trimStart().startsWith('{'))) return undefined;
  const value = readExact(text);
  return value === undefined ? l10n.t('This is not valid JSON.') : checkValue(body.schema, value);
}

/** A value to start the body with: what the schema requires. Undefined where none can be made. */
export function sampleBody({ schema }: RequestBody): Json | undefined {
  return sampleValue(schema);
}

/** Only what the schema requires, or with `whole` everything that it names. */
export function sampleValue(schema: JsonObject, whole = false): Json | undefined {
  try {
    return sample(schema, { skipNonRequired: !whole, skipReadOnly: true, quiet: true }, schema) as Json;
  } catch {
    return undefined;
  }
}

/** Of each pattern that a text of the value is too long for, a note. Most schemas have none, and want no value. */
export function uncheckedNotes(schema: JsonObject, valueOf: () => Json | undefined): readonly string[] {
  const skipped = compile(schema)?.skipped;
  const value = skipped && valueOf();
  if (!skipped || value === undefined) return [];
  skipped.clear();
  errorsOf(schema, value);
  return Array.from(skipped, uncheckedNote);
}

function errorsOf(schema: JsonObject, value: Json): readonly ErrorObject[] {
  const validate = compile(schema)?.validate;
  try {
    return !validate || validate(plainValue(value)) ? [] : (validate.errors ?? []);
  } catch {
    // Both are recursive: a value nested deeper than the stack cannot be checked.
    return [];
  }
}

interface Compiled {
  readonly validate: ValidateFunction;
  /** What was skipped since it was emptied last; absent where no pattern can be. */
  readonly skipped?: Set<string>;
}

const compiled = new WeakMap<JsonObject, Compiled | undefined>();

/** In characters: what takes seconds to compile no person has described. */
const largestSchema = 500_000;

/** A schema that ajv refuses (vendors' documents have them) checks nothing. */
function compile(schema: JsonObject): Compiled | undefined {
  if (compiled.has(schema)) return compiled.get(schema);
  let found: Compiled | undefined;
  try {
    if (JSON.stringify(schema).length <= largestSchema) found = compileNew(schema);
  } catch {
    found = undefined;
  }
  compiled.set(schema, found);
  return found;
}

function compileNew(schema: JsonObject): Compiled {
  const skipped = new Set<string>();
  const patterns: Pattern[] = [];
  const regExp = Object.assign(
    (source: string) => {
      const pattern = readPattern(source);
      if (!pattern) throw new SyntaxError(source);
      patterns.push(pattern);
      const test = (text: string): boolean => pattern.test(text) ?? Boolean(skipped.add(source));
      return { test, toString: () => source };
    },
    { code: 'readPattern' },
  );
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, code: { regExp } });
  addFormats(ajv);
  ajv.removeKeyword('uniqueItems').addKeyword(uniqueItems);
  // RFC 3339, as editors check it; the library's own is looser.
  ajv.addFormat('date-time', dateTime);
  const validate = ajv.compile(schema);
  return patterns.some(({ longest }) => longest < Infinity) ? { validate, skipped } : { validate };
}

const dateTime =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;

function misfitOf({ instancePath, message = '', keyword, params }: ErrorObject): Misfit {
  const path = parsePointer(instancePath);
  const { missingProperty, additionalProperty, allowedValues } = params as Readonly<Record<string, unknown>>;
  if (typeof missingProperty === 'string')
    return { path: [...path, missingProperty], message: l10n.t('is required and has no value') };
  if (keyword === 'additionalProperties')
    return { path: [...path, String(additionalProperty)], message: l10n.t('is not allowed here') };
  return Array.isArray(allowedValues)
    ? { path, message: `${message}: ${allowedValues.map((each) => JSON.stringify(each)).join(', ')}` }
    : { path, message };
}

function describe(errors: readonly ErrorObject[]): string {
  const sentences = errors
    .slice(0, 3)
    .map(({ instancePath, message = '' }) => (instancePath === '' ? message : `${instancePath} ${message}`));
  return sentences.join('; ') + (errors.length > 3 ? l10n.t('; and {0} more', errors.length - 3) : '');
}
