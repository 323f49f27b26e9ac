// What the form tells of the certificates and keys of a document, wherever their values are kept.
import type * as vscode from 'vscode';
import type { Detail } from '../../core/form.ts';
import { detailsAt, pemBlocks } from '../../core/form/certificates.ts';
import type { Integration } from '../../core/integration.ts';
import type { Model } from '../../core/model.ts';
import type { PemTexts } from '../../core/form/pem.ts';
import { isPlatformSecret, resolveReferences } from '../../core/secrets/secrets.ts';
import type { Face } from '../face.ts';

/** By the pointers of their fields; nothing is loaded for a document without any. */
export async function certificateDetails(
  face: Face,
  uri: vscode.Uri,
  integration: Integration,
  model: Model | undefined,
): Promise<ReadonlyMap<string, readonly Detail[]>> {
  const blocks = pemBlocks(integration, model);
  if (blocks.length === 0) return new Map();
  const certificates = await face.certificates();
  const now = face.world.now();
  const details = await Promise.all(
    blocks.map(async ({ path, texts }) =>
      detailsAt(path, certificates.read(await resolve(face, uri, texts), now), now),
    ),
  );
  return new Map(details.flat());
}

async function resolve(face: Face, uri: vscode.Uri, texts: PemTexts): Promise<PemTexts> {
  const value = async (text: string): Promise<string> => {
    const { text: resolved, found } = await resolveReferences(text, (reference) => face.secrets.read(reference, uri));
    // What this machine does not have cannot be judged.
    return isPlatformSecret(text) || found.some((each) => each.value === undefined) ? '' : resolved;
  };
  const [certificate, key, passphrase, ca] = await Promise.all(
    [texts.certificate, texts.key, texts.passphrase, texts.ca].map(value),
  );
  return { certificate: certificate ?? '', key: key ?? '', passphrase: passphrase ?? '', ca: ca ?? '' };
}
