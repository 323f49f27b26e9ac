// What a user may do on a platform, by the names that the platform gives to its methods.
import { asArray, asObject, asString, get, isObject, type Json } from './json.ts';

/** By provenance, the methods that concern integrations. */
const known = {
  Integrations: [
    'getIntegrations',
    'getIntegration',
    'createIntegration',
    'updateIntegration',
    'updateIntegrationProperties',
    'deleteIntegration',
  ],
  IntegrationModels: [
    'getIntegrationModels',
    'getIntegrationModel',
    'exportIntegrationModel',
    'createIntegrationModel',
    'updateIntegrationModel',
    'deleteIntegrationModel',
    'validateIntegrationModel',
  ],
  Schema: ['getIntegrationSchema'],
  Adapters: ['updateAdapterLogging'],
} as const;

type Known = typeof known;
/** `Integrations.createIntegration` */
export type Permission = { [P in keyof Known]: `${P}.${Known[P][number]}` }[keyof Known];

export const allPermissions: readonly Permission[] = Object.entries(known).flatMap(([provenance, methods]) =>
  methods.map((method) => `${provenance}.${method}` as Permission),
);

export type Permissions = ReadonlySet<Permission>;

/** `methods` of `GET /whoami`: by provenance a list of names. Undefined where the answer does not have it. */
export function readPermissions(whoami: Json | undefined): Permissions | undefined {
  const methods = get(whoami, 'methods');
  if (!isObject(methods)) return undefined;
  const granted = Object.entries(asObject(methods)).flatMap(([provenance, names]) =>
    asArray(names).map((name) => `${provenance}.${asString(name) ?? ''}`),
  );
  const all = new Set(granted);
  return new Set(allPermissions.filter((permission) => all.has(permission)));
}

/** Where nobody knows, the platform decides. */
export const may = (permissions: Permissions | undefined, permission: Permission): boolean =>
  permissions?.has(permission) ?? true;
