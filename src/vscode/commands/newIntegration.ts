// Creates an integration from a model: asks for its name and file, writes it and opens its form.
import * as vscode from 'vscode';
import { newIntegration as textOf } from '../../core/newIntegration.ts';
import type { Face } from '../face.ts';
import { askFile, askName, chosenFolder, createFile } from '../newFile.ts';
import { openFace } from '../reveal.ts';
import { modelFor } from '../target.ts';
import { formViewType } from '../formViewType.ts';

export async function newIntegration(face: Face, arg?: unknown): Promise<void> {
  const { model } = await modelFor(face, arg, vscode.l10n.t('New integration of which model?'));
  const folder = await chosenFolder();
  const name = await askName(face, folder.uri, vscode.l10n.t('Name of the new integration of {0}', model.id), '');
  const target = await askFile(face, folder, name);
  await createFile(target, textOf(name, model));
  await openFace(target, formViewType);
}
