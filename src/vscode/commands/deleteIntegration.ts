// Deletes an integration or a model after asking, and offers to bring it back.
import * as vscode from 'vscode';
import { entriesOf } from '../../core/catalog.ts';
import { ownSecrets } from '../../core/secrets/secretUses.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { exists } from '../exists.ts';
import { confirm, inform } from '../notify.ts';
import { ExpectedError } from '../expectedError.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import { deleteOnPlatform } from '../platforms/deleteOnPlatform.ts';
import { secretHome } from '../secrets/secrets.ts';
import { integrationFor, uriOf } from '../target.ts';
import { usedSecrets } from '../secrets/usedSecrets.ts';

/** `focused` is what the key in the tree says: the row that has the focus there. */
export async function deleteIntegration(face: Face, arg?: unknown): Promise<void> {
  const node = arg === 'focused' ? await face.tree.focused() : arg;
  if (arg === 'focused' && !uriOf(node)) return;
  const uri = await integrationFor(face, node, vscode.l10n.t('Delete which integration?'), 'deleteIntegration');
  if (isRemote(uri)) return deleteOnPlatform(face, uri);
  const entry = face.catalog.entry(uri);
  const name = (entry?.kind === 'model' ? entry.model?.id : entry?.name) || vscode.workspace.asRelativePath(uri);
  const remove = vscode.l10n.t('Delete');
  const removeAll = vscode.l10n.t('Delete with Its Secrets');
  const question = vscode.l10n.t('Delete "{0}"?', name);
  const secrets = await keptSecretsOf(face, uri);
  const detail = [detailOf(face, uri), secretsNote([...secrets.keys()])].filter(Boolean).join('\n');
  const choice = await confirm(question, detail, remove, ...(secrets.size > 0 ? [removeAll] : []));
  if (choice === undefined) return;
  const bytes = await vscode.workspace.fs.readFile(uri);
  await deleteFile(uri);
  const gone = choice === removeAll ? secrets : new Map<string, string>();
  for (const key of gone.keys()) await face.secrets.forget({ store: 'secret', name: key }, uri, 'home');
  void guarded(face, 'undo', () => offerUndo(face, { uri, name, bytes, secrets: gone }));
}

/** The secrets that nothing else refers to, with their values, as they may have to come back. */
async function keptSecretsOf(face: Face, uri: vscode.Uri): Promise<ReadonlyMap<string, string>> {
  const own = (await usedSecrets(face)).find(({ home }) => home === secretHome(uri));
  const values = new Map<string, string>();
  for (const name of ownSecrets(own?.secrets ?? [], uri.toString())) {
    const reference = { store: 'secret', name } as const;
    const isOwn = (await face.secrets.source(reference, uri)) === 'home';
    const value = isOwn ? await face.secrets.read(reference, uri) : undefined;
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

function secretsNote(names: readonly string[]): string {
  if (names.length === 0) return '';
  return vscode.l10n.t('Nothing else uses these of its secrets: {0}.', names.join(', '));
}

function detailOf(face: Face, uri: vscode.Uri): string {
  const file = vscode.workspace.asRelativePath(uri);
  const entry = face.catalog.entry(uri);
  const users = entriesOf(face.catalog.homes, 'integration').filter(
    ({ modelId }) => entry?.kind === 'model' && modelId === entry.model?.id,
  );
  const note =
    users.length === 1
      ? vscode.l10n.t('One integration uses this model and cannot be tested without it.')
      : vscode.l10n.t('{0} integrations use this model and cannot be tested without it.', users.length);
  const what = vscode.l10n.t('The file {0} is deleted.', file);
  return [what, users.length > 0 ? note : ''].filter(Boolean).join('\n');
}

/** Into the trash; file systems without one (remote and virtual) delete at once. */
async function deleteFile(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
  } catch (error) {
    if (!(await exists(uri))) return;
    if (error instanceof vscode.FileSystemError && error.code === 'NoPermissions') throw error;
    await vscode.workspace.fs.delete(uri);
  }
}

interface Deleted {
  readonly uri: vscode.Uri;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly secrets: ReadonlyMap<string, string>;
}

async function offerUndo(face: Face, { uri, name, bytes, secrets }: Deleted): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  if ((await inform(vscode.l10n.t('Deleted "{0}".', name), undo)) !== undo) return;
  if (await exists(uri))
    throw new ExpectedError(
      vscode.l10n.t('{0} exists again; it is left as it is.', vscode.workspace.asRelativePath(uri)),
    );
  await vscode.workspace.fs.writeFile(uri, bytes);
  for (const [key, value] of secrets) await face.secrets.store({ store: 'secret', name: key }, value, uri, 'home');
}
