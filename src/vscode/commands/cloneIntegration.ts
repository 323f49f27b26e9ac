// Copies an integration under a new name into a file beside it.
import * as vscode from 'vscode';
import {
  cloneSecrets,
  secretPaths,
  type ClonedSecrets,
  type SecretTreatment,
} from '../../core/secrets/cloneSecrets.ts';
import { changeText } from '../../core/edit.ts';
import { readIntegration } from '../../core/integration.ts';
import { writeReference } from '../../core/secrets/secrets.ts';
import type { Face } from '../face.ts';
import { askName, createFile, siblingOf } from '../newFile.ts';
import { literalsOf } from '../secrets/moveSecrets.ts';
import { cloneElsewhere, cloneTarget } from '../platforms/cloneElsewhere.ts';
import { ExpectedError } from '../expectedError.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import { openFace } from '../reveal.ts';
import { secretHome } from '../secrets/secrets.ts';
import { hasSecret } from '../secrets/storeSecret.ts';
import { choose, integrationFor } from '../target.ts';
import { usedSecrets } from '../secrets/usedSecrets.ts';
import { formViewType } from '../form/formViewType.ts';

export async function cloneIntegration(face: Face, arg?: unknown): Promise<void> {
  const uri = await integrationFor(face, arg, vscode.l10n.t('Clone which integration?'), 'cloneIntegration');
  const text = await face.catalog.text(uri);
  const { name, errors } = readIntegration(text);
  if (errors.length > 0)
    throw new ExpectedError(
      vscode.l10n.t('The JSON of this integration has a syntax error. Mend it in the Advanced View, then clone.'),
    );
  const where = await cloneTarget(face, uri);
  if (where !== 'here') return cloneElsewhere(face, uri, where);
  const clone = await askName(face, uri, vscode.l10n.t('Name of the clone of {0}', name), `${name}-copy`);
  const target = siblingOf(uri, clone);
  if (isRemote(uri)) await createFile(target, renamed(text, clone));
  else await cloneFile(face, uri, target, renamed(text, clone));
  await openFace(target, formViewType);
}

async function cloneFile(face: Face, uri: vscode.Uri, target: vscode.Uri, text: string): Promise<void> {
  const literals = await literalsOf(face, uri, text);
  const count = secretPaths(readIntegration(text)).length + literals.length;
  const treatment = count === 0 ? 'share' : await askTreatment(count);
  const isTaken = await takenNames(face, target);
  const cloned = await cloneSecrets(text, treatment, literals, isTaken);
  await createFile(target, cloned.text);
  await storeCopies(face, uri, target, cloned);
}

interface Treatment extends vscode.QuickPickItem {
  readonly treatment: SecretTreatment;
}

async function askTreatment(count: number): Promise<SecretTreatment> {
  const copy: Treatment = {
    label: vscode.l10n.t('$(copy) Copy Them'),
    detail: vscode.l10n.t('The clone gets the same values under names of its own: each can change alone.'),
    treatment: 'copy',
  };
  const items: Treatment[] = [
    {
      label: vscode.l10n.t('$(link) Share Them'),
      detail: vscode.l10n.t('Both refer to the same secrets, and Rotate Secret changes them for both.'),
      treatment: 'share',
    },
    ...(vscode.workspace.isTrusted ? [copy] : []),
    {
      label: vscode.l10n.t('$(circle-slash) Leave Them Out'),
      detail: vscode.l10n.t('The fields of the clone are empty.'),
      treatment: 'leaveOut',
    },
  ];
  const question = vscode.l10n.t('What becomes of the secrets ({0}) in the clone?', count);
  return (await choose(items, question)).treatment;
}

/** A name that somebody refers to belongs to them, also when it has no value yet. */
async function takenNames(face: Face, target: vscode.Uri): Promise<(name: string) => Promise<boolean>> {
  const own = (await usedSecrets(face)).find(({ home }) => home === secretHome(target));
  const used = new Set(own?.secrets.map(({ reference }) => writeReference(reference)));
  return async (name) => used.has(writeReference({ store: 'secret', name })) || hasSecret(face, name, target);
}

async function storeCopies(face: Face, from: vscode.Uri, target: vscode.Uri, cloned: ClonedSecrets): Promise<void> {
  const copies = cloned.copies.map(async (copy) => {
    const value = await face.secrets.read({ store: 'secret', name: copy.from }, from);
    return value === undefined ? [] : [{ value, to: copy.to }];
  });
  for (const { value, to } of [...(await Promise.all(copies)).flat(), ...cloned.moved])
    await face.secrets.store({ store: 'secret', name: to }, value, target, 'home');
}

/** A clone is not the stored document that `_id` belongs to. */
function renamed(text: string, name: string): string {
  const { service } = readIntegration(text);
  const changes = [
    { path: [...service, 'name'], value: name },
    { path: [...service, 'properties', 'id'], value: name },
    { path: [...service, '_id'] },
  ];
  return changeText(text, changes);
}
