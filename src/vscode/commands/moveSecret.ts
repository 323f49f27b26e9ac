// Moves a secret that stands in a file in plain text into the secret store; the file keeps the reference.
import * as vscode from 'vscode';
import { setValues } from '../../core/edit.ts';
import { readIntegration } from '../../core/integration.ts';
import { asString, get } from '../../core/json.ts';
import type { Path } from '../../core/pointer.ts';
import type { Change } from '../../core/problem.ts';
import { editDocument } from '../edits.ts';
import type { Face } from '../face.ts';
import { storeSecret } from '../storeSecret.ts';
import { integrationFor } from '../target.ts';

/** With a path that one secret, without all that the problems name. */
export async function moveSecret(face: Face, arg?: unknown, path?: unknown): Promise<void> {
  const uri = await integrationFor(face, arg, vscode.l10n.t('Move the secrets of which integration?'));
  const document = await vscode.workspace.openTextDocument(uri);
  const integration = readIntegration(document.getText());
  const problems = await face.problems.check(uri, document.getText());
  const all = problems.filter(({ code }) => code === 'literal-secret').map((problem) => problem.path);
  const paths = Array.isArray(path) ? [path as Path] : all;
  const moves: Move[] = [];
  for (const place of paths) {
    const value = asString(get(integration.value, ...place));
    if (value) moves.push({ path: place, value, reference: await storeSecret(face, uri, integration, place, value) });
  }
  if (moves.length === 0) throw new Error(vscode.l10n.t('This integration has no secret in plain text.'));
  const done = await editDocument(document, (text) => setValues(text, stillThere(text, moves)));
  if (!done) throw new Error(vscode.l10n.t('The document could not be changed. Is it read-only?'));
}

interface Move extends Change {
  readonly reference: string;
}

/** What was typed since the secret was read is not overwritten. */
function stillThere(text: string, moves: readonly Move[]): Change[] {
  const { value: now } = readIntegration(text);
  return moves
    .filter(({ path, value }) => get(now, ...path) === value)
    .map(({ path, reference }) => ({ path, value: reference }));
}
