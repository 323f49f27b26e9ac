// Changes where a platform is or how to sign in to it; its documents keep their addresses.
import type { Face } from '../face.ts';
import { askConnection } from '../platforms/askConnection.ts';
import { chosenConnection } from '../platforms/chosenConnection.ts';
import { remoteHome } from '../platforms/remoteAddress.ts';
import { requireTrust } from '../trust.ts';

export async function editConnection(face: Face, arg?: unknown): Promise<void> {
  requireTrust();
  const { id } = await askConnection(face, await chosenConnection(face, arg));
  await face.connections.open(remoteHome({ authority: id }));
}
