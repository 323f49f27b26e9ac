// Ends the session with a platform; its row stays.
import type { Face } from '../face.ts';
import { chosenConnection } from '../platforms/chosenConnection.ts';

export async function disconnectPlatform(face: Face, arg?: unknown): Promise<void> {
  const { id } = await chosenConnection(face, arg);
  (await face.platforms()).disconnect(id);
}
