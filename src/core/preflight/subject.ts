// The document under examination, with what several rules need to know of it worked out once.
import { asObject, asString, get, isObject, type JsonObject } from '../json.ts';
import type { SecurityScheme, ServerDefaults } from '../model.ts';
import type { Path } from '../pointer.ts';
import { readSchemes } from '../models/readSchemes.ts';
import { readServer } from '../models/readServer.ts';
import { documentPart } from '../part.ts';
import { referencePath, resolve } from '../models/reference.ts';
import { partsOf, type Part } from '../models/walk.ts';

export type Version = '2.0' | '3.0' | '3.1' | 'other';

export interface Subject {
  readonly document: JsonObject;
  /** What the document declares, as text. */
  readonly declared: string;
  readonly version: Version;
  readonly operations: readonly OperationPart[];
  /** In the document's order; the platform uses the first. */
  readonly schemes: readonly SecurityScheme[];
  readonly schemesPath: Path;
  readonly server: ServerDefaults;
  readonly parts: readonly Part[];
}

export interface OperationPart {
  /** In capitals. */
  readonly method: string;
  /** The path template. */
  readonly template: string;
  readonly value: JsonObject;
  readonly item: JsonObject;
  /** Where it stands, also behind a path item's `$ref`. */
  readonly path: Path;
}

export function makeSubject(document: JsonObject): Subject {
  const declared = asText(get(document, 'openapi') ?? get(document, 'swagger'));
  return {
    document,
    declared,
    version: versionOf(declared),
    operations: operationsOf(document),
    schemes: readSchemes(documentPart(document)),
    schemesPath: get(document, 'swagger') === undefined ? ['components', 'securitySchemes'] : ['securityDefinitions'],
    server: readServer(document),
    parts: partsOf(document),
  };
}

/** YAML's `swagger: 2.0` is a number. */
function asText(value: unknown): string {
  return typeof value === 'number' ? value.toFixed(1) : (asString(value) ?? '').trim();
}

function versionOf(declared: string): Version {
  const [, known] = /^(2\.0|3\.[01])(?:\.|$)/.exec(declared) ?? [];
  return known === '2.0' || known === '3.0' || known === '3.1' ? known : 'other';
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

function operationsOf(document: JsonObject): OperationPart[] {
  return Object.entries(asObject(get(document, 'paths'))).flatMap(([template, value]) => {
    const item = template.startsWith('/') ? resolve(document, value) : undefined;
    if (!item) return [];
    const place = item === value ? ['paths', template] : placeBehind(document, value as JsonObject);
    return Object.keys(item).flatMap((key) => {
      const operation = item[key];
      if (!methods.includes(key) || !isObject(operation)) return [];
      return [{ method: key.toUpperCase(), template, value: operation, item, path: [...place, key] }];
    });
  });
}

/** The end of a chain of `$ref`s that is known to lead somewhere. */
function placeBehind(document: JsonObject, value: JsonObject): Path {
  let place: Path = [];
  for (let at: unknown = value; typeof get(at, '$ref') === 'string'; at = get(document, ...place))
    place = referencePath(asString(get(at, '$ref')) ?? '') ?? [];
  return place;
}
