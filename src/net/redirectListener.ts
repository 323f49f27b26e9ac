// Waits on loopback for the browser that comes back from a sign-in (RFC 8252 section 7.3).
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ListenForRedirect } from '../core/schemes/oauth/redirectListener.ts';
import { failed, ok } from '../core/request.ts';
import { onAbort } from './abort.ts';

const PATH = '/callback';

export const listenForRedirect: ListenForRedirect = async (port, pages) => {
  let waiting: { readonly state: string; readonly done: (callback: string) => void } | undefined;
  const server = createServer((request, response) => {
    const callback = callbackOf(request);
    const isAwaited = callback !== undefined && callback.searchParams.get('state') === waiting?.state;
    if (!isAwaited) {
      reply(response, callback ? 400 : 404, pages.unknown);
      return;
    }
    reply(response, 200, callback.searchParams.has('error') ? pages.refused : pages.done);
    waiting?.done(callback.href);
  });
  const code = await listen(server, port);
  if (code !== '') return failed(code);
  const bound = server.address();
  return ok({
    uri: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : port}${PATH}`,
    wait: (state, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const unwatch = onAbort(signal, () => reject(signal.reason as Error));
        waiting = {
          state,
          done: (callback) => {
            unwatch();
            resolve(callback);
          },
        };
      }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
};

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, '127.0.0.1', () => resolve(''));
  });
}

function callbackOf({ method, url = '', headers }: IncomingMessage): URL | undefined {
  const base = `http://${headers.host ?? '127.0.0.1'}`;
  const parsed = method === 'GET' && URL.canParse(url, base) ? new URL(url, base) : undefined;
  return parsed?.pathname === PATH ? parsed : undefined;
}

/** Nothing of the answer stands in the page: it would be markup of somebody else's. */
function reply(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    connection: 'close',
  });
  response.end(
    `<!doctype html><meta charset="utf-8"><title>Integration Essentials</title>` +
      `<style>body{font:1.1em system-ui,sans-serif;margin:20vh auto;max-width:32em;padding:0 1em;text-align:center;color-scheme:light dark}</style>` +
      `<p>${escape(sentence)}</p>\n`,
  );
}

const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
