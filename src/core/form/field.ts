// Builds one field of a form from its schema and the value that is there.
import type { Node } from 'jsonc-parser';
import type { Field, FieldProblem, OneOfField } from '../form.ts';
import { nodeAt } from '../integration.ts';
import { asArray, asObject, isObject, valueOf, type JsonObject } from '../json.ts';
import { startsWith, toPointer, type Path } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import { isSecret } from '../schema.ts';
import { textOf } from '../schema/schemaTexts.ts';
import { kindsOf } from './branches.ts';
import { contentOf, type Content } from './content.ts';
import { choose } from './oneOf.ts';
import { isBlock, type FormSource } from './source.ts';

export function fieldOf(source: FormSource, schema: JsonObject, path: Path, required: boolean): Field {
  const kinds = isSecret(schema) ? [schema] : kindsOf(schema);
  const [only = schema, ...others] = kinds;
  if (others.length === 0) return plainField(source, only, path, required);
  return oneOfField(source, schema, kinds, path, required);
}

/** The field with those of the members of an object, where it may be one and is. */
export function fieldsFor(source: FormSource, schema: JsonObject, path: Path, required: boolean): Field[] {
  const field = fieldOf(source, schema, path, required);
  const chosen = field.kind === 'oneOf' && field.chosen !== undefined ? kindsOf(schema)[field.chosen] : undefined;
  const names = asArray(chosen?.['required']);
  const members = Object.entries(asObject(chosen?.['properties'])).flatMap(([key, value]) =>
    fieldsFor(source, asObject(value), [...path, key], names.includes(key)),
  );
  return [field, ...members.map((member) => ({ ...member, title: `${field.title}: ${member.title}` }))];
}

function oneOfField(
  source: FormSource,
  schema: JsonObject,
  kinds: readonly JsonObject[],
  path: Path,
  required: boolean,
): OneOfField {
  const base = baseOf(source, schema, path, required);
  const node = nodeAt(source.integration, path);
  const { content, schema: chosen } = choose(kinds, schema, valueOf(node));
  if (chosen && isBlock(chosen)) return { ...base, ...content };
  // What is of no kind is shown as it is.
  const isForeign = node !== undefined && content.chosen === undefined;
  const inner = chosen ?? (isForeign ? schema : undefined);
  return { ...base, ...content, ...(inner && { inner: plainField(source, inner, path, required) }) };
}

function plainField(source: FormSource, schema: JsonObject, path: Path, required: boolean): Exclude<Field, OneOfField> {
  const node = nodeAt(source.integration, path);
  return {
    ...baseOf(source, schema, path, required),
    ...(node && !fits(schema, node) ? rawContent(source, schema, node) : contentOf(source, schema, node)),
  };
}

function baseOf(source: FormSource, schema: JsonObject, path: Path, required: boolean) {
  const node = nodeAt(source.integration, path);
  const details = source.details?.get(toPointer(path));
  return {
    path,
    title: textOf(schema['title']) || String(path.at(-1)),
    description: textOf(schema['description']),
    required,
    present: node !== undefined,
    problems: problemsAt(source.problems, path),
    ...(details && { details }),
  };
}

/** Whether a control of the schema's kind can show the value that is there. */
function fits(schema: JsonObject, node: Node): boolean {
  const types = asArray(schema['enum']).length > 0 ? ['string'] : [schema['type']].flat();
  if (node.type === 'null') return types.includes('null');
  if (node.type === 'array')
    return types.includes('array') && (node.children ?? []).every((item) => fitsItem(schema, item));
  if (node.type === 'object') return types.includes('object') && !isSecret(schema);
  return types.includes(node.type) || (node.type === 'number' && types.includes('integer'));
}

/** An item may be what any list of the form can edit; whether it is allowed is the validator's to say. */
function fitsItem({ items }: JsonObject, { type }: Node): boolean {
  const wanted = isObject(items) ? [items['type']].flat() : [];
  return wanted.includes('number') || wanted.includes('integer') ? type === 'number' : type === 'string';
}

/** A secret of an unexpected shape is still a secret. */
function rawContent({ text }: FormSource, schema: JsonObject, node: Node): Content {
  const value = isSecret(schema) ? '••••••' : text.slice(node.offset, node.offset + node.length);
  return { kind: 'raw', value };
}

/** A problem belongs to the field of its value, or to the field that holds its value. */
function problemsAt(problems: readonly Problem[], path: Path): FieldProblem[] {
  return problems.filter((problem) => startsWith(problem.path, path)).map(toFieldProblem);
}

export const toFieldProblem = ({ severity, message, fixes = [] }: Problem): FieldProblem => ({
  severity,
  message,
  fixes: fixes.map((fix) => fix.title),
});
