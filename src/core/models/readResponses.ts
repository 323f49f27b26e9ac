// What an operation may answer: status codes, content types and schemas, resolved from its document.
import { asArray, asObject, get, type Json, type JsonObject } from '../json.ts';
import type { ResponseContent, ResponseDetail } from '../model.ts';
import { normalizeSchema, type Budget } from '../normalize.ts';
import { follow, type Part, type Place } from '../part.ts';

/**
 * @param item the file that the operation stands in
 * @param document the document itself, whose `produces` counts where the operation has none (Swagger 2.0)
 */
export function readResponses(item: Part, document: Part, own: JsonObject, budget: Budget): readonly ResponseDetail[] {
  const produces = asArray(get(own, 'produces') ?? get(document.root, 'produces')).filter(isText);
  return Object.entries(asObject(get(own, 'responses'))).flatMap(([status, value]) => {
    const response = /^([1-5](\d\d|XX)|default)$/i.test(status) ? follow(item, value) : undefined;
    return response ? [{ status: status.toUpperCase(), content: contentOf(response, produces, budget) }] : [];
  });
}

const isText = (value: Json): value is string => typeof value === 'string';

function contentOf({ value, part }: Place<JsonObject>, produces: readonly string[], budget: Budget): ResponseContent[] {
  const schema = get(value, 'schema');
  // Swagger 2.0 has one schema for all content types.
  if (schema !== undefined) return produces.map((contentType) => contentFor(contentType, schema, part, budget));
  return Object.entries(asObject(get(value, 'content'))).map(([contentType, media]) =>
    contentFor(contentType, get(media, 'schema'), part, budget),
  );
}

/** Only JSON is ever held against its schema. */
function contentFor(contentType: string, schema: Json | undefined, part: Part, budget: Budget): ResponseContent {
  return schema !== undefined && /[/+]json\b/i.test(contentType)
    ? { contentType, schema: normalizeSchema(part, schema, budget, 'response') }
    : { contentType };
}
