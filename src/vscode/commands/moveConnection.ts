// Changes the order of the connections, in which the view and every question list them.
import { chosenConnection } from '../platforms/chosenConnection.ts';
import type { Face } from '../face.ts';

export async function moveConnectionUp(face: Face, arg?: unknown): Promise<void> {
  await face.connections.move((await chosenConnection(face, arg)).id, -1);
}

export async function moveConnectionDown(face: Face, arg?: unknown): Promise<void> {
  await face.connections.move((await chosenConnection(face, arg)).id, 1);
}
