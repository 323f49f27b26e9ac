// Brings integrations of a folder, or of another platform, to a platform.
import type { Face } from '../face.ts';

export async function pushIntegrations(face: Face, arg?: unknown, selected?: unknown): Promise<void> {
  await (await face.syncs()).push(arg, selected);
}
