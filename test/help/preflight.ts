// What tests of the pre-flight ask: the problems of a document as JSON and as YAML, and the text after a fix.
import { applyEdits } from 'jsonc-parser';
import { stringify } from 'yaml';
import { mend, preflight, type PlacedProblem, type Preflight } from '../../src/core/preflight/preflight.ts';
import type { Severities } from '../../src/core/preflight/severities.ts';
import { changesOf, type Fix } from '../../src/core/problem.ts';

export const formats = {
  json: (value: unknown): string => JSON.stringify(value, undefined, 2) + '\n',
  minified: (value: unknown): string => JSON.stringify(value),
  yaml: (value: unknown): string => stringify(value),
} as const;

export const examine = (text: string, severities: Severities = {}): Promise<Preflight> =>
  preflight(new TextEncoder().encode(text), severities);

/** The problems of one rule. */
export async function found(text: string, code: string): Promise<PlacedProblem[]> {
  return (await examine(text)).problems.filter((problem) => problem.code === code);
}

export const mended = async (text: string, fix: Fix): Promise<string> =>
  applyEdits(text, [...(await mend(text, changesOf(fix)))]);

/** The shop of `documents.ts` with nothing to complain of. */
export function clean(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1.0.0' },
    servers: [{ url: 'https://shop.example.com/api' }],
    security: [{ basicAuth: [] }],
    paths: { '/items': { get: operation('listItems') } },
    components: { securitySchemes: { basicAuth: { type: 'http', scheme: 'basic' } } },
    ...more,
  };
}

export const operation = (operationId?: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...(operationId !== undefined && { operationId }),
  responses: { 200: { description: 'OK' } },
  ...more,
});

export const withSchemas = (schemas: Record<string, unknown>): Record<string, unknown> =>
  clean({ components: { securitySchemes: { basicAuth: { type: 'http', scheme: 'basic' } }, schemas } });

export const withSchemes = (securitySchemes: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  clean({ components: { securitySchemes }, ...more });

/** A Swagger 2.0 document with nothing to complain of. */
export const swagger = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  swagger: '2.0',
  info: { title: 'Old', version: '2' },
  host: 'old.example.com',
  schemes: ['https'],
  security: [{ basicAuth: [] }],
  securityDefinitions: { basicAuth: { type: 'basic' } },
  paths: { '/items': { get: operation('listItems') } },
  ...more,
});
