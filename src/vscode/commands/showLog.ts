// Shows the output channel.
import type { Face } from '../face.ts';

export function showLog(face: Face): void {
  face.log.show();
}
