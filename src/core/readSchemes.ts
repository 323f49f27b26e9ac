// The security schemes of a document, of OpenAPI 3 (`components.securitySchemes`) and Swagger 2.0 (`securityDefinitions`) alike.
import { asObject, asString, get, isObject, type JsonObject } from './json.ts';
import type { OAuthFlow, SecurityScheme } from './model.ts';
import { resolve } from './reference.ts';

export function readSchemes(document: JsonObject): SecurityScheme[] {
  const declared = get(document, 'components', 'securitySchemes') ?? get(document, 'securityDefinitions');
  return Object.entries(asObject(declared)).map(([name, value]) => readScheme(name, resolve(document, value) ?? {}));
}

function readScheme(name: string, scheme: JsonObject): SecurityScheme {
  const base = { name, description: asString(get(scheme, 'description')) ?? '' };
  const type = asString(get(scheme, 'type')) ?? '';
  switch (type) {
    case 'apiKey':
      return apiKey(base, scheme);
    case 'basic':
    case 'mutualTLS':
      return { ...base, type };
    case 'http':
      return http(base, (asString(get(scheme, 'scheme')) ?? '').toLowerCase());
    case 'oauth2':
      return oauth2(base, scheme);
    case 'openIdConnect':
      return { ...base, type, openIdConnectUrl: asString(get(scheme, 'openIdConnectUrl')) ?? '' };
    default:
      return { ...base, type: 'unsupported', declared: type };
  }
}

type Base = Pick<SecurityScheme, 'name' | 'description'>;

function apiKey(base: Base, scheme: JsonObject): SecurityScheme {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authtype.html
  if (asString(get(scheme, 'x-amazon-apigateway-authtype'))?.toLowerCase() === 'awssigv4') {
    return { ...base, type: 'awsSigV4' };
  }
  const place = get(scheme, 'in');
  const parameter = asString(get(scheme, 'name')) ?? '';
  return { ...base, type: 'apiKey', in: place === 'query' || place === 'cookie' ? place : 'header', parameter };
}

function http(base: Base, scheme: string): SecurityScheme {
  if (scheme === 'basic' || scheme === 'bearer') return { ...base, type: scheme };
  return { ...base, type: 'unsupported', declared: `http ${scheme}`.trim() };
}

/** Swagger 2.0 has one flow beside `type`; OpenAPI 3 has several, of which the first declared counts. */
function oauth2(base: Base, scheme: JsonObject): SecurityScheme {
  const flows = asObject(get(scheme, 'flows'));
  const declared = asString(get(scheme, 'flow')) ?? Object.keys(flows).find((name) => isObject(flows[name])) ?? '';
  const flow = asObject(get(flows, declared) ?? scheme);
  const url = (key: string): string => asString(get(flow, key)) ?? '';
  return {
    ...base,
    type: 'oauth2',
    flow: flowNames.get(declared) ?? 'implicit',
    tokenUrl: url('tokenUrl'),
    refreshUrl: url('refreshUrl'),
    authorizationUrl: url('authorizationUrl'),
    scopes: Object.keys(asObject(get(flow, 'scopes'))),
  };
}

const flowNames: ReadonlyMap<string, OAuthFlow> = new Map([
  ['application', 'clientCredentials'],
  ['clientCredentials', 'clientCredentials'],
  ['accessCode', 'authorizationCode'],
  ['authorizationCode', 'authorizationCode'],
  ['password', 'password'],
]);
