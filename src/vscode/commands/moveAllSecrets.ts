// Moves every secret that stands in plain text in an integration of the workspace into the secret store.
import * as vscode from 'vscode';
import { entriesOf } from '../../core/catalog.ts';
import { readJson } from '../../core/json.ts';
import type { Face } from '../face.ts';
import { literalsOf, moveSecrets } from '../secrets/moveSecrets.ts';
import { confirm, inform, someOf } from '../notify.ts';
import { ExpectedError } from '../expectedError.ts';
import { requireSecrets } from '../trust.ts';

export async function moveAllSecrets(face: Face): Promise<void> {
  requireSecrets();
  const found = await findLiterals(face);
  if (found.length === 0)
    throw new ExpectedError(vscode.l10n.t('No integration of the workspace has a secret in plain text.'));
  const [readable, broken] = [found.filter((each) => !each.isBroken), found.filter((each) => each.isBroken)];
  const left = broken.length === 0 ? [] : [leftText(broken)];
  if (readable.length === 0) throw new ExpectedError(left.join(''));
  const count = readable.reduce((sum, { literals }) => sum + literals, 0);
  const move = vscode.l10n.t('Move');
  const question = vscode.l10n.t('Move {0} secrets of {1} integrations to the secret store?', count, readable.length);
  const detail = [
    vscode.l10n.t(
      'The files keep references. Values that were committed before stay in the history of git: rotate them.',
    ),
    ...readable.map(({ uri }) => vscode.workspace.asRelativePath(uri)),
    ...left,
  ].join('\n');
  if ((await confirm(question, detail, move)) !== move) return;
  let moved = 0;
  for (const { uri } of readable) moved += await moveAndSave(face, uri);
  void inform(vscode.l10n.t('Moved {0} secrets to the secret store.', moved));
}

interface Found {
  readonly uri: vscode.Uri;
  readonly literals: number;
  readonly isBroken: boolean;
}

const leftText = (broken: readonly Found[]): string =>
  vscode.l10n.t(
    'Left as they are, because their JSON cannot be read: {0}.',
    someOf(broken.map(({ uri }) => vscode.workspace.asRelativePath(uri))),
  );

async function findLiterals(face: Face): Promise<Found[]> {
  await face.catalog.load();
  const found = entriesOf(face.catalog.folders, 'integration').map(async (entry) => {
    const uri = vscode.Uri.parse(entry.uri);
    const text = await face.catalog.text(uri).catch(() => '');
    const isBroken = readJson(text).errors.length > 0;
    return { uri, literals: (await literalsOf(face, uri, text)).length, isBroken };
  });
  return (await Promise.all(found)).filter(({ literals }) => literals > 0);
}

/** What was saved before is saved again; what was being edited stays so. */
async function moveAndSave(face: Face, uri: vscode.Uri): Promise<number> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { isDirty } = document;
  const moved = await moveSecrets(face, uri);
  if (!isDirty && !(await document.save()))
    throw new ExpectedError(vscode.l10n.t('{0} could not be saved.', vscode.workspace.asRelativePath(uri)));
  return moved;
}
