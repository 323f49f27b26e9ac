// Itential's own extensions of a security scheme: further parameters, and API keys that the platform gets by itself.
import { inlineSchema } from '../schema/inlineSchema.ts';
import { asArray, asObject, asString, get, isObject, type Json, type JsonObject } from '../json.ts';
import type { KeyRetrieval, Method, SchemeParameter } from '../model.ts';
import type { Part } from '../part.ts';

const mostParameters = 100;

export function readSchemeParameters(scheme: JsonObject, part: Part): SchemeParameter[] {
  return asArray(get(scheme, 'x-itential-parameters'))
    .slice(0, mostParameters)
    .flatMap((value) => readParameter(asObject(value), part) ?? []);
}

export function readRetrieval(scheme: JsonObject): KeyRetrieval | undefined {
  const retrieval = get(scheme, 'x-itential-dynamic-retrieval');
  if (!isObject(retrieval)) return undefined;
  const method = (asString(get(retrieval, 'method')) ?? 'GET').toUpperCase();
  return {
    method: method === 'POST' || method === 'PUT' || method === 'PATCH' ? method : ('GET' satisfies Method),
    url: asString(get(retrieval, 'url')) ?? '',
    responsePointer: asString(get(retrieval, 'responsePointer')) ?? '',
  };
}

function readParameter(value: JsonObject, part: Part): SchemeParameter | undefined {
  const name = asString(get(value, 'name'));
  if (!name) return undefined;
  const place = get(value, 'in');
  const variable = asString(get(value, 'x-itential-variable'));
  const schema = inlineSchema(part, get(value, 'schema'));
  const type = types.find((each) => each === schema['type']);
  const saysMore = Object.keys(schema).length > (type === undefined ? 0 : 1);
  return {
    name,
    in: place === 'header' || place === 'query' ? place : 'body',
    description: asString(get(value, 'description')) ?? '',
    useIn: requests.filter((request) => useIn(value).includes(request)),
    ...(variable && { variable }),
    type: type ?? 'string',
    ...(saysMore && { schema }),
  };
}

const requests = ['token', 'refresh', 'key'] as const;
const types = ['string', 'number', 'integer', 'boolean'] as const;

/** Documented as a list; a lone text means the same. */
const useIn = (value: JsonObject): readonly Json[] => [get(value, 'x-itential-use-in') ?? []].flat();
