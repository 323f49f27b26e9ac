// Shows where an integration stands in the tree.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { integrationFor } from '../target.ts';

export async function revealInTree(face: Face, arg?: unknown): Promise<void> {
  await face.tree.reveal(await integrationFor(face, arg, vscode.l10n.t('Reveal which integration?')));
}
