// Groups of fields, one for each object of the schema, however deep they stand in each other.
import type { Field, FormGroup } from '../form.ts';
import { asArray, asObject, type JsonObject } from '../json.ts';
import { toPointer, type Path } from '../pointer.ts';
import { textOf } from '../schema/schemaTexts.ts';
import { fieldsFor } from './field.ts';
import { isBlock, type FormSource } from './source.ts';

export function groupHead(schema: JsonObject, at: Path): Pick<FormGroup, 'id' | 'title' | 'description'> {
  return {
    id: toPointer(at),
    title: textOf(schema['title']) || String(at.at(-1)),
    description: textOf(schema['description']),
  };
}

/** An object's own fields, without the objects inside it. */
export function groupOf(source: FormSource, schema: JsonObject, at: Path): FormGroup {
  return { ...groupHead(schema, at), fields: fieldsIn(source, schema, at) };
}

/** A group of an object's own fields, and one more for each object inside it. */
export function nestedGroups(source: FormSource, schema: JsonObject, at: Path): [FormGroup, ...FormGroup[]] {
  const own = groupOf(source, schema, at);
  const inner = Object.entries(asObject(schema['properties'])).filter(([, value]) => isBlock(value));
  return [
    own,
    ...inner
      .flatMap(([key, value]) => nestedGroups(source, asObject(value), [...at, key]))
      .map((group) => ({ ...group, title: `${own.title}: ${group.title}` })),
  ];
}

function fieldsIn(source: FormSource, schema: JsonObject, at: Path): Field[] {
  const required = asArray(schema['required']);
  return Object.entries(asObject(schema['properties']))
    .filter(([, value]) => !isBlock(value))
    .flatMap(([key, value]) => fieldsFor(source, asObject(value), [...at, key], required.includes(key)));
}
