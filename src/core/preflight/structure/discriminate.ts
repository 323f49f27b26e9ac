// Turns "one of these" into "if it is this, then that", so that a fault is told once and not once for every alternative.
import { asArray, get, isObject, type Json, type JsonObject } from '../../json.ts';
import { lookUp } from '../../models/reference.ts';

/** What makes out which alternative is meant: a reference, a JSON type, or a tag such as `in: path`. */
interface Branch {
  readonly schema: Json;
  readonly condition: JsonObject | undefined;
}

export function discriminate(root: JsonObject): JsonObject {
  const convert = (schema: Json): Json => {
    if (Array.isArray(schema)) return schema.map(convert);
    if (!isObject(schema)) return schema;
    const converted = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, convert(value)]));
    return ['oneOf', 'anyOf'].reduce((current, key) => decide(root, current, key), converted);
  };
  return convert(root) as JsonObject;
}

function decide(root: JsonObject, schema: JsonObject, key: string): JsonObject {
  const alternatives = schema[key];
  if (!Array.isArray(alternatives) || alternatives.length < 2) return schema;
  const branches = alternatives.map((branch: Json): Branch => ({
    schema: branch,
    condition: conditionOf(root, branch),
  }));
  const [rest, ...more] = branches.filter(({ condition }) => condition === undefined);
  if (more.length > 0) return schema;
  const known = branches.filter(({ condition }) => condition !== undefined);
  const others = Object.fromEntries(Object.entries(schema).filter(([name]) => name !== key));
  const last = rest?.schema ?? anyTag(known);
  const chain = known.reduceRight<Json>(
    (otherwise, { condition, schema: then }) => ({ if: condition ?? {}, then, else: otherwise }),
    last,
  );
  return { ...others, allOf: [...asArray(others['allOf']), chain] };
}

function conditionOf(root: JsonObject, branch: Json): JsonObject | undefined {
  const target = get(branch, '$ref');
  const schema = typeof target === 'string' ? lookUp(root, target) : branch;
  if (asArray(get(schema, 'required')).includes('$ref')) return { type: 'object', required: ['$ref'] };
  const type = get(schema, 'type');
  if (type === 'boolean' || type === 'array') return { type };
  const tags = ['in', 'type', 'flow'].flatMap((name) => {
    const values = asArray(get(schema, 'properties', name, 'enum'));
    return values.length === 1 ? [[name, { enum: values }] as const] : [];
  });
  return tags.length > 0 ? { required: tags.map(([name]) => name), properties: Object.fromEntries(tags) } : undefined;
}

/** Where no alternative is meant, the first tag is what is wrong. */
function anyTag(branches: readonly Branch[]): JsonObject {
  const conditions = branches.map(({ condition }) => get(condition, 'properties')).filter(isObject);
  const name = conditions.flatMap((tags) => Object.keys(tags))[0];
  if (name === undefined) return {};
  const values = new Set(conditions.flatMap((tags) => asArray(get(tags, name, 'enum'))));
  return { required: [name], properties: { [name]: { enum: [...values] } } };
}
