// Lets a test inside the extension host act in the real window: a loopback server that carries out the actions it is sent.
import { createServer } from 'node:http';

/**
 * Serves `actions` (nested functions); a request names one as a path of keys: ["webview", "fill"].
 * @param {object} actions
 * @returns {Promise<{ readonly url: string, readonly close: () => Promise<void> }>}
 */
export async function startUiBridge(actions) {
  const server = createServer((request, response) => void respond(request, response, actions));
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const close = () => new Promise((done) => (server.close(done), server.closeAllConnections()));
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}

async function respond(request, response, actions) {
  const result = await carryOut(request, actions).catch((error) => ({ error: error.message }));
  response.end(JSON.stringify(result));
}

async function carryOut(request, actions) {
  let text = '';
  for await (const part of request) text += part;
  const { path, args } = JSON.parse(text);
  const action = path.reduce((object, key) => object?.[key], actions);
  if (typeof action !== 'function') throw new Error(`There is no UI action ${path.join('.')}.`);
  return { result: await action(...args) };
}
