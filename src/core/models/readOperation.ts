// What one operation takes and returns, resolved from its document at the moment it is asked for.
import { asArray, asObject, asString, get, type Json, type JsonObject } from '../json.ts';
import type { Operation, OperationDetail, Parameter } from '../model.ts';
import { newBudget } from '../normalize.ts';
import { follow, type Part, type Place } from '../part.ts';
import { requestBody, swaggerBody } from './readBody.ts';
import { readParameter } from './readParameter.ts';
import { readResponses } from './readResponses.ts';

/** `contentType` asks for the body's schema in another form than the first. */
export function readOperation(part: Part, operation: Operation, contentType?: string): OperationDetail {
  const paths = follow(part, get(part.root, 'paths'));
  const declared = get(paths?.value, operation.path);
  const item = (paths && follow(paths.part, declared)) ?? { value: asObject(declared), part };
  const own = asObject(get(item.value, operation.method.toLowerCase()));
  const parameters = mergeParameters(
    item.part,
    asArray(get(item.value, 'parameters')),
    asArray(get(own, 'parameters')),
  );
  const budget = newBudget();
  const isSwagger = get(part.root, 'swagger') !== undefined;
  const counts = (parameter: Parameter): boolean => isSwagger || !isDescribedElsewhere(parameter);
  const body =
    swaggerBody({ part, own, parameters, wanted: contentType, budget }) ??
    requestBody(item.part, get(own, 'requestBody'), contentType, budget);
  const wholeQuery = wholeQueryOf(parameters);
  return {
    operation,
    ...(wholeQuery && { wholeQuery }),
    parameters: parameters.flatMap((parameter) => readParameter(parameter, budget) ?? []).filter(counts),
    ...(body && { body }),
    accept: acceptedTypes(part, item.part, own),
    responses: readResponses(item.part, part, own, newBudget()),
  };
}

function wholeQueryOf(parameters: readonly Place<JsonObject>[]): OperationDetail['wholeQuery'] {
  const found = parameters.find(({ value }) => get(value, 'in') === 'querystring')?.value;
  return found && { name: asString(get(found, 'name')) ?? '', required: get(found, 'required') === true };
}

/** OpenAPI 3.0.3 section 4.7.12.1: such parameters are ignored; Swagger 2.0 knows no such rule. */
const isDescribedElsewhere = (parameter: Parameter): boolean =>
  parameter.in === 'header' && /^(accept|content-type|authorization)$/i.test(parameter.name);

/** An operation's parameter replaces the path's of the same name and place (OpenAPI 3.0.3 section 4.7.10.2). */
function mergeParameters(part: Part, shared: readonly Json[], own: readonly Json[]): Place<JsonObject>[] {
  const merged = new Map<string, Place<JsonObject>>();
  for (const value of [...shared, ...own]) {
    const parameter = follow(part, value);
    const key = parameter && [get(parameter.value, 'in'), get(parameter.value, 'name')].map(String).join('\n');
    if (parameter && key !== undefined) merged.set(key, parameter);
  }
  return [...merged.values()];
}

/** All content types of the 2xx responses, each once, in the document's order. */
function acceptedTypes(document: Part, part: Part, own: JsonObject): string[] {
  const types = new Set<string>();
  for (const [status, value] of Object.entries(asObject(get(own, 'responses')))) {
    if (!status.startsWith('2')) continue;
    for (const type of Object.keys(asObject(get(follow(part, value)?.value, 'content')))) types.add(type);
  }
  for (const type of asArray(get(own, 'produces') ?? get(document.root, 'produces')))
    if (typeof type === 'string') types.add(type);
  return [...types];
}
