// Searches the folders again.
import type { Face } from '../face.ts';

export async function refresh(face: Face): Promise<void> {
  await face.catalog.reload();
}
