// Narrows the "Calls" view to what contains a text, widens it again, and empties it.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { ask } from '../target.ts';

export async function filterCalls(face: Face): Promise<void> {
  const prompt = vscode.l10n.t(
    'Show calls whose integration, operation, address, response or explanation contains this text. Leave it empty to show all.',
  );
  face.calls.filter = (await ask({ prompt, value: face.calls.filter })).trim();
}

export function clearCallsFilter(face: Face): void {
  face.calls.filter = '';
}

export function clearCalls(face: Face): void {
  face.reports.clear();
}
