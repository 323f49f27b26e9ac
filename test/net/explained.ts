// What the catalogue of failures says of an exchange that belongs to no integration.
import { explain } from '../../src/core/failures/explain.ts';
import type { Problem } from '../../src/core/problem.ts';
import type { Exchange } from '../../src/core/request.ts';

export function explained(exchange: Exchange): Problem | undefined {
  const server = { protocol: 'http', host: 'x' } as const;
  const connection = { ...server, port: undefined, basePath: '' };
  const request = { method: 'GET', url: 'http://x', headers: [] };
  return explain({ request, exchange, connection, model: { server: { ...server, base_path: '' } } })[0];
}
