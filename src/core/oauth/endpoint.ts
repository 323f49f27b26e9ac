// The address that tokens are asked from: absolute, or relative to the server of the integration as OpenAPI 3.1 allows.
import * as l10n from '@vscode/l10n';
import type { Connection } from '../connection.ts';
import type { Path } from '../pointer.ts';
import { failed, ok, type Outcome } from '../request.ts';
import type { Refusal } from '../schemes/scheme.ts';
import { bracketed } from '../serverBlock.ts';

export interface Endpoint {
  readonly url: string;
  /** Relative to the scheme's entry: the key that holds the address, or would. */
  readonly path: Path;
}

export function endpointAt(url: string, path: Path, connection: Connection): Outcome<Endpoint, Refusal> {
  const { protocol, host, port } = connection;
  const server = `${protocol}://${bracketed(host)}${port === undefined ? '' : `:${port}`}`;
  const absolute = URL.canParse(url, server) ? new URL(url, server) : undefined;
  if (absolute && /^https?:$/.test(absolute.protocol)) return ok({ url: absolute.href, path });
  const message = l10n.t('"{0}" is not an address that tokens can be asked from. It begins with https://.', url);
  return failed({ code: 'token-url-invalid', message, path });
}
