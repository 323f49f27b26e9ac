// Test calls of a made-up API with a scheme of one's own, over real sockets.
import type { IncomingMessage } from 'node:http';
import { readIntegration } from '../../src/core/integration.ts';
import type { Json } from '../../src/core/json.ts';
import { documentPart } from '../../src/core/part.ts';
import { toPointer } from '../../src/core/pointer.ts';
import { readOperation } from '../../src/core/models/readOperation.ts';
import type { Report } from '../../src/core/report.ts';
import { testCall } from '../../src/core/calls/testCall.ts';
import type { Tokens } from '../../src/core/tokens.ts';
import type { World } from '../../src/core/world.ts';
import { integrationText, modelOf, openApi } from '../help/documents.ts';
import { serveHttp, type Served } from './loopback.ts';

export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Api extends Served {
  readonly arrived: readonly Arrived[];
}

interface Answered {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** A server that keeps what arrives; answers that are no text are sent as JSON. */
export async function serveApi(answer: (arrived: Arrived, count: number) => Answered = () => ({})): Promise<Api> {
  const arrived: Arrived[] = [];
  const served = await serveHttp((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      arrived.push({ method, url, headers, body: Buffer.concat(parts).toString() });
      const { status = 200, headers: own = {}, body = {} } = answer(arrived.at(-1)!, arrived.length);
      const isText = typeof body === 'string';
      response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...own });
      response.end(isText ? body : JSON.stringify(body));
    });
  });
  return { ...served, arrived };
}

export interface Calling {
  readonly world: Pick<World, 'send' | 'now'> & Partial<World>;
  readonly api: { readonly port: number };
  readonly scheme: Json;
  readonly credentials: Json;
  readonly connection?: Record<string, Json>;
  readonly tokens?: Tokens;
  readonly signal?: AbortSignal;
  readonly more?: { readonly schemes?: Record<string, Json>; readonly use?: string; readonly security?: Json };
}

export const never = new AbortController().signal;

export function call({
  world,
  api,
  scheme,
  credentials,
  connection = {},
  tokens,
  signal = never,
  more = {},
}: Calling): Promise<Report> {
  const document = openApi({ schemes: { it: scheme, ...more.schemes }, security: more.security ?? [{ it: [] }] });
  const model = modelOf(document);
  const detail = readOperation(documentPart(document), model.operations[0]!);
  const text = integrationText({
    authentication: { it: credentials },
    server: { protocol: 'http', host: '127.0.0.1', port: api.port, base_path: '/api' },
    ...connection,
  });
  const integration = readIntegration(text);
  const given = { integration, model, detail, input: { parameters: [] }, timeout: 5000 };
  const whole = { secret: () => Promise.resolve(undefined), ...world, ...(tokens && { tokens }) };
  return testCall({ ...given, ...(more.use !== undefined && { scheme: more.use }) }, whole, signal);
}

/** The code and the pointer, below the connection, of the first problem. */
export const blamed = ({ problems: [problem] }: Report): readonly unknown[] => [
  problem?.code,
  toPointer(problem?.path.slice(2) ?? []),
];

export const form = ({ body }: Arrived): Record<string, string> => Object.fromEntries(new URLSearchParams(body));
