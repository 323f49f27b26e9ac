// Searches the folders again, and lists anew what platforms hold.
import type { Face } from '../face.ts';

export async function refresh(face: Face): Promise<void> {
  await Promise.all([face.catalog.reload(), face.connections.reload()]);
}
