// Builds one field of a form from its schema and the value that is there.
import type { Node } from 'jsonc-parser';
import type { Field, FieldProblem } from '../form.ts';
import { nodeAt } from '../integration.ts';
import { asArray, isObject, type JsonObject } from '../json.ts';
import { startsWith, toPointer, type Path } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import { isSecret } from '../schema.ts';
import { textOf } from '../schemaTexts.ts';
import { contentOf, type Content } from './content.ts';
import type { FormSource } from './source.ts';

export function fieldOf(source: FormSource, schema: JsonObject, path: Path, required: boolean): Field {
  const node = nodeAt(source.integration, path);
  const details = source.details?.get(toPointer(path));
  const base = {
    path,
    title: textOf(schema['title']) || String(path.at(-1)),
    description: textOf(schema['description']),
    required,
    present: node !== undefined,
    problems: problemsAt(source.problems, path),
    ...(details && { details }),
  };
  return {
    ...base,
    ...(node && !fits(schema, node) ? rawContent(source, schema, node) : contentOf(source, schema, node)),
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
  return problems
    .filter((problem) => startsWith(problem.path, path))
    .map(({ severity, message, fixes = [] }) => ({ severity, message, fixes: fixes.map((fix) => fix.title) }));
}
