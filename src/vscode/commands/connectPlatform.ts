// Connects a platform: asks where it is and how to sign in, tries it, and lists what it holds.
import type { Face } from '../face.ts';
import { askConnection } from '../platforms/askConnection.ts';
import { remoteHome } from '../platforms/remoteAddress.ts';
import { requireTrust } from '../trust.ts';

export async function connectPlatform(face: Face): Promise<void> {
  requireTrust();
  const { id } = await askConnection(face);
  await face.connections.open(remoteHome({ authority: id }));
}
