// Shows the request of a call document as it would be sent, byte for byte and without secrets.
import type { Face } from '../face.ts';
import { plannedCall } from '../calls/plannedCall.ts';

export async function previewCall(face: Face, arg?: unknown): Promise<void> {
  const planned = await plannedCall(face, arg);
  if (!planned) return;
  const { request, secrets } = planned.preview;
  const { previewRequest } = await face.testCalls();
  await face.previews.show(planned.document.uri, previewRequest(request, secrets, face.world.acceptEncoding));
}
