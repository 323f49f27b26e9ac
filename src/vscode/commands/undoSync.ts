// Takes back what a pull or push did.
import type { Face } from '../face.ts';

export async function undoSync(face: Face): Promise<void> {
  await (await face.syncs()).undo();
}
