// Narrows the tree to what contains a text, and widens it again.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { ask } from '../target.ts';

export async function filter(face: Face): Promise<void> {
  const prompt = vscode.l10n.t(
    'Show models and integrations whose name, model or file contains this text. Leave it empty to show all.',
  );
  face.tree.filter = (await ask({ prompt, value: face.tree.filter })).trim();
}

export function clearFilter(face: Face): void {
  face.tree.filter = '';
}
