// Moves a secret that stands in a file in plain text into the secret store; the file keeps the reference.
import * as vscode from 'vscode';
import type { Path } from '../../core/pointer.ts';
import type { Face } from '../face.ts';
import { moveSecrets } from '../secrets/moveSecrets.ts';
import { ExpectedError } from '../expectedError.ts';
import { integrationFor } from '../target.ts';

/** With a path that one secret, without all that the problems name. */
export async function moveSecret(face: Face, arg?: unknown, path?: unknown): Promise<void> {
  const uri = await integrationFor(face, arg, vscode.l10n.t('Move the secrets of which integration?'), 'moveSecret');
  const moved = await moveSecrets(face, uri, Array.isArray(path) ? [path as Path] : undefined);
  if (moved === 0) throw new ExpectedError(vscode.l10n.t('This integration has no secret in plain text.'));
}
