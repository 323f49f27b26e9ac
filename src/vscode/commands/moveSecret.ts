// Moves a secret that stands in a file in plain text into the secret store; the file keeps the reference.
import * as vscode from 'vscode';
import { readIntegration } from '../../core/integration.ts';
import { asString, get } from '../../core/json.ts';
import type { Path } from '../../core/pointer.ts';
import { editDocument, setAll } from '../edits.ts';
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
  const changes = [];
  for (const place of paths) {
    const value = asString(get(integration.value, ...place));
    if (value) changes.push({ path: place, value: await storeSecret(face, integration, place, value) });
  }
  if (changes.length === 0) throw new Error(vscode.l10n.t('This integration has no secret in plain text.'));
  await editDocument(document, setAll(changes));
}
