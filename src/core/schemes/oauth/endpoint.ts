// The address that tokens are asked from: absolute, or relative to the server of the integration as OpenAPI 3.1 allows.
import * as l10n from '@vscode/l10n';
import type { Connection } from '../../connection.ts';
import type { Path } from '../../pointer.ts';
import { failed, ok, type Outcome } from '../../request.ts';
import type { Refusal } from '../scheme.ts';
import { bracketed } from '../../serverBlock.ts';

export interface Endpoint {
  readonly url: string;
  /** Relative to the scheme's entry: the key that holds the address, or would. */
  readonly path: Path;
}

export function endpointAt(url: string, path: Path, connection: Connection): Outcome<Endpoint, Refusal> {
  const open = /[{<][^{}<>/]*[}>]/.exec(url)?.[0];
  if (open !== undefined) return failed(placeholderIn(url, open, path));
  const { protocol, host, port } = connection;
  const server = `${protocol}://${bracketed(host)}${port === undefined ? '' : `:${port}`}`;
  const absolute = !beginsWithHost.test(url) && URL.canParse(url, server) ? new URL(url, server) : undefined;
  if (absolute && /^https?:$/.test(absolute.protocol)) return ok({ url: absolute.href, path });
  const message = l10n.t('"{0}" is not an address that tokens can be asked from. It begins with https://.', shown(url));
  return failed({ code: 'token-url-invalid', message, path });
}

/** `login.example.com/token`: without its https:// it would be taken for a path, and credentials sent to the wrong server. */
const beginsWithHost = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]|$)/;

/** Documents leave a tenant open; an open address would get the credentials all the same. */
function placeholderIn(url: string, open: string, path: Path): Refusal {
  const message = l10n.t(
    'The address "{0}" holds the placeholder {1}: enter the address without it in {2}.',
    shown(url),
    open,
    String(path.at(-1) ?? l10n.t('the model')),
  );
  return { code: 'placeholder-unresolved', message, path };
}

/** Without a user and a password. */
const shown = (url: string): string => url.replace(/\/\/.*@/s, '//');
