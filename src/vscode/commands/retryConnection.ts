// Signs in to a platform anew and lists what it holds.
import type { Face } from '../face.ts';
import { chosenConnection } from '../platforms/chosenConnection.ts';

export async function retryConnection(face: Face, arg?: unknown): Promise<void> {
  const { id } = await chosenConnection(face, arg);
  await (await face.platforms()).retry(id);
}
