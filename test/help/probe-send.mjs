// Loads the shipped send bundle as an extension host would, makes calls with it and prints what it found, as JSON:
// `node test/help/probe-send.mjs BUNDLE`. It must end by itself although connections are still kept open.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { selfSignedCertificate } from './certificates.mjs';

const dispatcher = Symbol.for('undici.globalDispatcher.1');
const ownKeys = () => Reflect.ownKeys(globalThis).map(String).sort().join();
const listen = (server) =>
  new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(server.unref().address().port)));

const before = { dispatcher: globalThis[dispatcher], keys: ownKeys() };
const { createSend } = createRequire(import.meta.url)(process.argv[2]);
const { send } = createSend();
const plain = await listen(createServer((_, response) => response.end('plain')));
const secured = await listen(
  createSecureServer(await selfSignedCertificate(), (_, response) => response.end('secured')),
);

const call = async (url, rejectUnauthorized = true) => {
  const wire = { rejectUnauthorized, timeout: 5000, maxBody: 1000 };
  const exchange = await send({ method: 'GET', url, headers: [] }, wire, new AbortController().signal);
  return exchange.outcome === 'answered' ? Buffer.from(exchange.body).toString() : `${exchange.phase} ${exchange.code}`;
};

const found = {
  node: process.version,
  answers: [await call(`http://127.0.0.1:${plain}/`), await call(`https://127.0.0.1:${secured}/`, false)],
  selfSigned: await call(`https://127.0.0.1:${secured}/`),
  tlsToPlain: await call(`https://127.0.0.1:${plain}/`),
  plainToTls: await call(`http://127.0.0.1:${secured}/`),
  untouched: globalThis[dispatcher] === before.dispatcher && ownKeys() === before.keys,
  // Last, because Node's own fetch brings its own dispatcher.
  fetch: await (await fetch(`http://127.0.0.1:${plain}/`, { headers: { connection: 'close' } })).text(),
};
console.log(JSON.stringify(found));
