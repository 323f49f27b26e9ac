// Copies an integration under a new name into a file beside it.
import * as vscode from 'vscode';
import { changeText } from '../../core/edit.ts';
import { readIntegration } from '../../core/integration.ts';
import type { Face } from '../face.ts';
import { askName, createFile, fileNameOf } from '../newFile.ts';
import { openFace } from '../reveal.ts';
import { integrationFor } from '../target.ts';
import { formViewType } from '../formViewType.ts';

export async function cloneIntegration(face: Face, arg?: unknown): Promise<void> {
  const uri = await integrationFor(face, arg, vscode.l10n.t('Clone which integration?'));
  const text = await face.catalog.text(uri);
  const { name, errors } = readIntegration(text);
  if (errors.length > 0)
    throw new Error(
      vscode.l10n.t('The JSON of this integration has a syntax error. Mend it in the Advanced View, then clone.'),
    );
  const clone = await askName(face, uri, vscode.l10n.t('Name of the clone of {0}', name), `${name}-copy`);
  const target = vscode.Uri.joinPath(uri, '..', fileNameOf(clone));
  await createFile(target, renamed(text, clone));
  await openFace(target, formViewType);
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
