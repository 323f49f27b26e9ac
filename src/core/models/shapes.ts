// What stands where in an OpenAPI document, of Swagger 2.0 and OpenAPI 3.x in one table; lists need no mark of their own.

export type Kind =
  | 'document'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'body'
  | 'response'
  | 'mediaType'
  | 'encoding'
  | 'schema'
  | 'callback'
  | 'scheme'
  | 'example'
  | 'link';

/** The kind of the value at a key, or of each value of the map that stands there; `*` is any other key. */
export type Shape = Readonly<Record<string, Kind | { readonly each: Kind }>>;

const each = (kind: Kind): { readonly each: Kind } => ({ each: kind });

const parameter: Shape = {
  schema: 'schema',
  items: 'schema',
  content: each('mediaType'),
  examples: each('example'),
};

export const shapes: Readonly<Record<Kind, Shape>> = {
  document: {
    paths: each('pathItem'),
    components: 'components',
    definitions: each('schema'),
    parameters: each('parameter'),
    responses: each('response'),
    securityDefinitions: each('scheme'),
  },
  components: {
    schemas: each('schema'),
    parameters: each('parameter'),
    headers: each('parameter'),
    requestBodies: each('body'),
    responses: each('response'),
    callbacks: each('callback'),
    pathItems: each('pathItem'),
    examples: each('example'),
    links: each('link'),
    securitySchemes: each('scheme'),
  },
  pathItem: {
    parameters: 'parameter',
    get: 'operation',
    put: 'operation',
    post: 'operation',
    delete: 'operation',
    options: 'operation',
    head: 'operation',
    patch: 'operation',
    trace: 'operation',
  },
  operation: {
    parameters: 'parameter',
    requestBody: 'body',
    responses: each('response'),
    callbacks: each('callback'),
  },
  parameter,
  body: { content: each('mediaType') },
  // Swagger 2.0's `examples` of a response are data by media type.
  response: { schema: 'schema', content: each('mediaType'), headers: each('parameter'), links: each('link') },
  mediaType: { schema: 'schema', encoding: each('encoding'), examples: each('example') },
  encoding: { headers: each('parameter') },
  schema: {
    properties: each('schema'),
    patternProperties: each('schema'),
    definitions: each('schema'),
    $defs: each('schema'),
    dependentSchemas: each('schema'),
    items: 'schema',
    prefixItems: 'schema',
    additionalItems: 'schema',
    additionalProperties: 'schema',
    unevaluatedItems: 'schema',
    unevaluatedProperties: 'schema',
    propertyNames: 'schema',
    contains: 'schema',
    allOf: 'schema',
    anyOf: 'schema',
    oneOf: 'schema',
    not: 'schema',
    if: 'schema',
    then: 'schema',
    else: 'schema',
  },
  callback: { '*': 'pathItem' },
  scheme: {},
  example: {},
  link: {},
};
