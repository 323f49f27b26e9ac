// A small model and its integrations, as a platform of the tests has them.
import type { JsonObject } from '../../src/core/json.ts';

export const petsPassword = 'correct horse battery';

interface Pets {
  readonly title?: string;
  readonly version?: string;
  readonly summary?: string;
  readonly url?: string;
}

export const petsModel = ({ title = 'Pets', version = '1', summary = 'first', url }: Pets = {}): object => ({
  openapi: '3.0.0',
  info: { title, version },
  servers: [{ url: url ?? 'https://pets.example.com/v1' }],
  components: { securitySchemes: { login: { type: 'http', scheme: 'basic' } } },
  security: [{ login: [] }],
  paths: { '/pets': { get: { operationId: 'listPets', summary, responses: { 200: { description: 'OK' } } } } },
});

interface Service {
  /** `title:version`. */
  readonly model?: string;
  readonly server?: JsonObject;
  readonly password?: string;
}

export function petsService(
  name: string,
  { model = 'Pets:1', server, password = petsPassword }: Service = {},
): JsonObject {
  const inner = {
    authentication: { login: { username: 'svc', password } },
    server: { protocol: 'https', host: 'pets.example.com', base_path: '/v1', ...server },
    tls: { enabled: true, rejectUnauthorized: true },
    variables: {},
    version: model.slice(model.lastIndexOf(':') + 1),
  };
  return { name, type: 'Adapter', virtual: true, properties: { id: name, type: model, properties: inner } };
}
