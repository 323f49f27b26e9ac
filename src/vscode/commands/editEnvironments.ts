// Opens the file that says what belongs to each environment.
import type { Face } from '../face.ts';

export async function editEnvironments(face: Face): Promise<void> {
  await (await face.syncs()).editEnvironments();
}
