// Reads what a platform answers, tolerant of every shape that was seen or documented; nothing here throws.
import { asArray, asObject, asString, get, isObject, type Json, type JsonObject } from '../json.ts';
import { toModelId } from '../integration.ts';
import { unwrapModel } from '../models/readModel.ts';
import type { Fault, RemoteIntegration, RemoteModel } from './platform.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Entries on the page, also those that could not be read. */
  readonly received: number;
  /** Undefined where the platform did not say. */
  readonly total: number | undefined;
}

/** `results` is documented, `integrations` is what another client reads; the document may stand under `data` or bare. */
export function readIntegrationPage(value: Json | undefined): Page<RemoteIntegration> {
  const found = listIn(value, 'results', 'integrations', 'data');
  const items = found.map((item) => outlineOf(readService(item))).filter(({ name }) => name !== '');
  return { items, received: found.length, total: totalOf(value) };
}

export function readModelPage(value: Json | undefined): Page<RemoteModel> {
  const found = listIn(value, 'integrationModels', 'results', 'data');
  const items = found.map(modelOf).filter(({ id }) => id !== '');
  return { items, received: found.length, total: totalOf(value) };
}

/** The service document in `{metadata, data}`, in `{status, message, data}`, or bare. */
export function readService(value: Json | undefined): JsonObject {
  const data = get(value, 'data');
  return asObject(isObject(data) ? data : value);
}

export function outlineOf(service: JsonObject): RemoteIntegration {
  const name = asString(service['name']) ?? asString(get(service, 'properties', 'id')) ?? '';
  const modelId = toModelId(asString(service['model']) ?? '') || (asString(get(service, 'properties', 'type')) ?? '');
  return { name, modelId };
}

/** `data.versionId`, or what `data.model` says. */
export function readModelId(value: Json | undefined): string {
  return modelOf(readService(value)).id;
}

/** The OpenAPI document: bare, or wrapped as `{model}`. */
export function readExport(value: Json | undefined): JsonObject | undefined {
  return unwrapModel(value) ?? unwrapModel(get(value, 'data'));
}

/** The JSON pointers of `decorators` with the type `encryption`. */
export function readDecorators(value: Json | undefined): readonly string[] {
  const decorators = asArray(get(value, 'decorators')).filter((each) => get(each, 'type') === 'encryption');
  return decorators.map((each) => asString(get(each, 'pointer')) ?? '').filter((pointer) => pointer !== '');
}

/** A bare array of AJV errors, or one under `message`, `errors` or `data`; undefined where there is none. */
export function readFaults(value: Json | undefined): readonly Fault[] | undefined {
  const found = [value, get(value, 'message'), get(value, 'errors'), get(value, 'data')].find(
    (each) => Array.isArray(each) && each.length > 0,
  );
  return found === undefined ? undefined : asArray(found).map(faultOf);
}

/** `instancePath` since 2023.2, `dataPath` before. */
function faultOf(error: Json): Fault {
  const path = asString(get(error, 'instancePath')) ?? asString(get(error, 'dataPath')) ?? '';
  return { pointer: path.startsWith('/') ? path : '', message: wordsOf(error) };
}

function wordsOf(error: Json): string {
  const message = asString(error) ?? asString(get(error, 'message')) ?? JSON.stringify(error);
  const extra = asString(get(error, 'params', 'additionalProperty'));
  return extra === undefined ? message : `${message}: ${extra}`;
}

export function readVersion(value: Json | undefined): string {
  return asString(get(value, 'version')) ?? asString(get(value, 'release')) ?? '';
}

function modelOf(value: Json): RemoteModel {
  const id = asString(get(value, 'versionId')) ?? toModelId(asString(get(value, 'model')) ?? '');
  return { id, description: asString(get(value, 'description')) ?? '' };
}

function listIn(value: Json | undefined, ...keys: readonly string[]): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  return asArray(keys.map((key) => get(value, key)).find((each) => Array.isArray(each)));
}

function totalOf(value: Json | undefined): number | undefined {
  const total = Number(get(value, 'total') ?? NaN);
  return Number.isInteger(total) && total >= 0 ? total : undefined;
}
