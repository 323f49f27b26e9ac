// The service that the sample integrations call: real HTTP and HTTPS on loopback, with every kind of answer.
// Alone: `node test/help/sample-service.mjs` serves on the ports of the sample integrations until Ctrl-C.
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { pathToFileURL } from 'node:url';
import { selfSignedCertificate } from './certificates.mjs';
import { answer } from './sample-answers.mjs';

export { credentials } from './sample-answers.mjs';

/** The ports that test/samples names. */
export const defaultPorts = { http: 4180, https: 4143 };

const KEPT_REQUESTS = 1000;
const MOST_BYTES = 10 * 1024 * 1024;

/**
 * One request as it arrived.
 * @typedef {{
 *   readonly method: string, readonly url: string, readonly path: string, readonly query: URLSearchParams,
 *   readonly headers: import('node:http').IncomingHttpHeaders, readonly body: string, readonly secure: boolean,
 *   aborted: boolean
 * }} SampleRequest
 */

/**
 * @typedef {{
 *   readonly http: string, readonly https: string, readonly ports: { readonly http: number, readonly https: number },
 *   readonly certificate: string, readonly requests: SampleRequest[], readonly close: () => Promise<void>
 * }} SampleService
 */

/**
 * Starts the service; a port that is taken (or 0) is replaced by a free one.
 * @param {{ readonly http?: number, readonly https?: number }} [ports]
 * @returns {Promise<SampleService>}
 */
export async function startSampleService(ports = {}) {
  const certificate = await selfSignedCertificate();
  /** @type {SampleRequest[]} */
  const requests = [];
  const serve = (secure) => (incoming, response) => void receive(incoming, response, secure, requests);
  const plain = createServer(serve(false));
  const secured = createSecureServer(certificate, serve(true));
  const bound = { http: await listen(plain, ports.http ?? 0), https: await listen(secured, ports.https ?? 0) };
  return {
    http: `http://127.0.0.1:${bound.http}`,
    https: `https://127.0.0.1:${bound.https}`,
    ports: bound,
    certificate: certificate.cert,
    requests,
    close: async () => void (await Promise.all([close(plain), close(secured)])),
  };
}

async function receive(incoming, response, secure, requests) {
  try {
    const body = await read(incoming);
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://sample');
    const { method = 'GET', url = '/', headers } = incoming;
    const request = { method, url, path: pathname, query: searchParams, headers, body, secure, aborted: false };
    requests.push(request);
    if (requests.length > KEPT_REQUESTS) requests.shift();
    response.once('close', () => (request.aborted = !response.writableFinished));
    send(response, answer(request));
  } catch (error) {
    send(response, { status: 400, json: JSON.stringify({ error: 'bad_request', message: error.message }) });
  }
}

async function read(incoming) {
  const parts = [];
  let size = 0;
  for await (const part of incoming) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error('The body is larger than 10 MB.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function send(response, { status, json, body, type, headers = {}, delay = 0 }) {
  const content = json ?? body;
  const contentType = json === undefined ? type : 'application/json; charset=utf-8';
  const timer = setTimeout(() => {
    response.writeHead(status, { ...(contentType && { 'content-type': contentType }), ...headers });
    response.end(content);
  }, delay);
  response.once('close', () => clearTimeout(timer));
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (error.code === 'EADDRINUSE' && port !== 0) resolve(listen(server, 0));
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => resolve(server.address().port));
  });
}

function close(server) {
  return new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
}

async function main() {
  const service = await startSampleService(defaultPorts);
  console.log(`The sample service is at ${service.http}/api/v1 and ${service.https}/api/v1. Ctrl-C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void service.close());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void main();
