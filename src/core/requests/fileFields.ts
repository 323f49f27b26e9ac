// Which fields of a multipart form are files.
import { get, type JsonObject } from '../json.ts';
import { essence, isJsonType, isTextType, isXmlType } from './mediaType.ts';
import type { RequestBody } from '../model.ts';
import { propertyNames, propertySchema } from '../schema/schemaTypes.ts';

/** Those that the schema calls binary, and those whose encoding names a type that is no text. */
export function fileFields({ schema, encoding = {} }: RequestBody): readonly string[] {
  const names = new Set([...propertyNames(schema), ...Object.keys(encoding)]);
  return [...names].filter((name) => {
    const property = propertySchema(schema, name);
    const type = Object.hasOwn(encoding, name) ? encoding[name]?.contentType : undefined;
    return isBinary(property) || (type !== undefined && isFileType(type));
  });
}

function isBinary(schema: JsonObject): boolean {
  const items = get(schema, 'items');
  return get(schema, 'format') === 'binary' || get(items, 'format') === 'binary';
}

const isFileType = (types: string): boolean =>
  types.split(',').every((type) => !isTextType(type) && !isJsonType(type) && !isXmlType(type) && essence(type) !== '');
