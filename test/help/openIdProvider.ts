// A real OpenID provider on loopback, for tests of the sign-in: its pages are its own.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Provider {
  readonly issuer: string;
  readonly close: () => Promise<unknown>;
}

/** A provider with one public client, pages to sign in on, and refresh tokens that work once. */
export async function startProvider(redirectUri: string, host = '127.0.0.1'): Promise<Provider> {
  // Its advice for production would stand between the results.
  const { warn, info } = console;
  Object.assign(console, { warn: () => undefined, info: () => undefined });
  const { Provider } = await import('oidc-provider');
  const listening = createServer();
  await new Promise<void>((done) => listening.listen(0, host, done));
  const issuer = `http://${host}:${(listening.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'native',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    features: { devInteractions: { enabled: true } },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    cookies: { keys: ['test'] },
  });
  const handle = provider.callback();
  listening.on('request', (request, response) => void handle(request, response));
  const close = () =>
    new Promise((done) => {
      Object.assign(console, { warn, info });
      listening.close(done);
      listening.closeAllConnections();
    });
  return { issuer, close };
}
