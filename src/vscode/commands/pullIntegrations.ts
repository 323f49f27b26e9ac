// Brings integrations of a platform into a folder, as files.
import type { Face } from '../face.ts';

export async function pullIntegrations(face: Face, arg?: unknown, selected?: unknown): Promise<void> {
  await (await face.syncs()).pull(arg, selected);
}
