// Moves secrets that stand in a document in plain text into the secret store; the document keeps the references.
import * as vscode from 'vscode';
import { setValues } from '../../core/edit.ts';
import { readIntegration } from '../../core/integration.ts';
import { asString, get } from '../../core/json.ts';
import type { Path } from '../../core/pointer.ts';
import type { Change } from '../../core/problem.ts';
import { editDocument, whyBroken } from '../edits.ts';
import type { Face } from '../face.ts';
import { ExpectedError } from '../expectedError.ts';
import { storeSecret } from './storeSecret.ts';

/** Where secrets stand in plain text. */
export async function literalsOf(face: Face, uri: vscode.Uri, text: string): Promise<Path[]> {
  const problems = await face.problems.check(uri, text);
  return problems.filter(({ code }) => code === 'literal-secret').map(({ path }) => path);
}

/** Those at `paths`, or all; gives how many were moved. */
export async function moveSecrets(face: Face, uri: vscode.Uri, paths?: readonly Path[]): Promise<number> {
  const document = await vscode.workspace.openTextDocument(uri);
  // Before a value goes to a store in which no document would refer to it.
  const broken = whyBroken(document);
  if (broken !== undefined) throw new ExpectedError(broken);
  const integration = readIntegration(document.getText());
  const moves: Move[] = [];
  for (const path of paths ?? (await literalsOf(face, uri, document.getText()))) {
    const value = asString(get(integration.value, ...path));
    if (value) moves.push({ path, value, reference: await storeSecret(face, uri, integration, path, value) });
  }
  if (moves.length === 0) return 0;
  const refusal = await editDocument(document, (text) => setValues(text, stillThere(text, moves)));
  if (refusal !== undefined) throw new ExpectedError(refusal);
  return moves.length;
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
