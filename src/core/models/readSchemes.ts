// The security schemes of a document, of OpenAPI 3 (`components.securitySchemes`) and Swagger 2.0 (`securityDefinitions`) alike.
import { asObject, asString, get, isObject, type JsonObject } from '../json.ts';
import type { OAuthFlow, SecurityScheme } from '../model.ts';
import { follow, type Part } from '../part.ts';
import { readRetrieval, readSchemeParameters } from './readExtensions.ts';

export function readSchemes(part: Part): SecurityScheme[] {
  const components = follow(part, get(part.root, 'components'));
  const declared = components
    ? follow(components.part, get(components.value, 'securitySchemes'))
    : follow(part, get(part.root, 'securityDefinitions'));
  return Object.entries(declared?.value ?? {})
    .slice(0, mostSchemes)
    .map(([name, value]) => {
      const found = declared && follow(declared.part, value);
      return readScheme(name, found?.value ?? {}, found?.part ?? part);
    });
}

/** Far more than any document has; descriptions are cut too, for in YAML all schemes can share one endless text. */
const mostSchemes = 200;
const longestDescription = 5000;
const longestName = 200;

function readScheme(name: string, scheme: JsonObject, part: Part): SecurityScheme {
  const parameters = readSchemeParameters(scheme, part);
  const description = (asString(get(scheme, 'description')) ?? '').slice(0, longestDescription);
  const tokenName = (asString(get(scheme, 'x-tokenName')) ?? '').slice(0, longestName);
  const base = { name, description, ...(parameters.length > 0 && { parameters }), ...(tokenName && { tokenName }) };
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

type Base = Pick<SecurityScheme, 'name' | 'description' | 'parameters' | 'tokenName'>;

function apiKey(base: Base, scheme: JsonObject): SecurityScheme {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authtype.html
  if (asString(get(scheme, 'x-amazon-apigateway-authtype'))?.toLowerCase() === 'awssigv4') {
    return { ...base, type: 'awsSigV4' };
  }
  const place = get(scheme, 'in');
  const parameter = asString(get(scheme, 'name')) ?? '';
  const retrieval = readRetrieval(scheme);
  return {
    ...base,
    type: 'apiKey',
    in: place === 'query' || place === 'cookie' ? place : 'header',
    parameter,
    ...(retrieval && { retrieval }),
  };
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
    scopes: Object.keys(asObject(get(flow, 'scopes'))).slice(0, mostScopes),
  };
}

const mostScopes = 1000;

const flowNames: ReadonlyMap<string, OAuthFlow> = new Map([
  ['application', 'clientCredentials'],
  ['clientCredentials', 'clientCredentials'],
  ['accessCode', 'authorizationCode'],
  ['authorizationCode', 'authorizationCode'],
  ['password', 'password'],
]);
