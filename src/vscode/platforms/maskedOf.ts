// What only the platform can read of one of its integrations: hidden, encrypted, or in a vault.
import type * as vscode from 'vscode';
import { maskedSecrets, serviceIn, type MaskedSecret } from '../../core/platform/masked.ts';
import type { Face } from '../face.ts';
import { isRemote, placeOf } from './remoteAddress.ts';

export async function maskedOf(
  face: Pick<Face, 'platforms'>,
  uri: vscode.Uri,
  text: string,
): Promise<readonly MaskedSecret[]> {
  const place = placeOf(uri);
  if (!isRemote(uri) || place?.kind !== 'integration') return [];
  const remote = await (await face.platforms()).remote(uri.authority);
  return maskedSecrets(place.name, serviceIn(text), await remote.secretPointers(place.name));
}
