// The certificate files of a connection, read anew for each sign-in and, while it lasts, not more often than needed.
import * as vscode from 'vscode';
import type { PlatformConnection } from '../../core/platform/platform.ts';
import type { ClientCertificate, Wire } from '../../core/request.ts';
import type { CertificateFault } from '../../core/world.ts';
import { decode } from '../documentText.ts';
import { ExpectedError } from '../expectedError.ts';

export type Trust = Pick<Wire, 'authorities' | 'clientCertificate'>;

export interface TrustParts {
  readonly passphrase: () => PromiseLike<string | undefined>;
  readonly check: (certificate: ClientCertificate) => Promise<CertificateFault | undefined>;
}

/** Milliseconds in which files are taken for unchanged. */
const fresh = 10_000;

/** Rejects with a sentence that names the file. */
export function trustOf(connection: PlatformConnection, parts: TrustParts): () => Promise<Trust> {
  let [read, at]: [Promise<Trust> | undefined, number] = [undefined, 0];
  return () => {
    if (read && Date.now() - at < fresh) return read;
    const now = readTrust(connection, parts);
    [read, at] = [now, Date.now()];
    now.catch(() => (read = undefined));
    return now;
  };
}

async function readTrust({ tls = {}, name }: PlatformConnection, { passphrase, check }: TrustParts): Promise<Trust> {
  const authorities = tls.authority === undefined ? [] : [decode(await fileOf(tls.authority))];
  const secret = await passphrase();
  const own = { ...(secret && { passphrase: secret }) };
  const clientCertificate = await certificateOf(tls, own);
  const fault = clientCertificate && (await check(clientCertificate));
  if (fault)
    throw new ExpectedError(
      vscode.l10n.t('The client certificate of {0} cannot be used: {1} {2}', name, fault.code, fault.detail).trim(),
    );
  return { ...(authorities.length > 0 && { authorities }), ...(clientCertificate && { clientCertificate }) };
}

async function certificateOf(
  { certificate, key, pfx }: NonNullable<PlatformConnection['tls']>,
  own: Pick<ClientCertificate, 'passphrase'>,
): Promise<ClientCertificate | undefined> {
  if (pfx !== undefined) return { pfx: await fileOf(pfx), ...own };
  if (certificate === undefined) return undefined;
  // One file may hold both.
  const cert = decode(await fileOf(certificate));
  return { cert, key: key === undefined ? cert : decode(await fileOf(key)), ...own };
}

async function fileOf(path: string): Promise<Uint8Array> {
  return vscode.workspace.fs.readFile(vscode.Uri.file(path)).then(
    (bytes) => bytes,
    () => {
      throw new ExpectedError(vscode.l10n.t('The file {0} of the connection could not be read.', path));
    },
  );
}
