// Shows how the integrations of two places differ.
import type { Face } from '../face.ts';

export async function compareHomes(face: Face, arg?: unknown, selected?: unknown): Promise<void> {
  await (await face.syncs()).compare(arg, selected);
}
