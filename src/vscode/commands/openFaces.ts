// Opens one of the two faces of an integration: the form, or the JSON editor.
import * as vscode from 'vscode';
import { formViewType } from '../form/formViewType.ts';
import type { Face } from '../face.ts';
import { openFace } from '../reveal.ts';
import { integrationFor } from '../target.ts';

export async function openForm(face: Face, arg?: unknown): Promise<void> {
  await openFace(await integrationFor(face, arg, vscode.l10n.t('Open the form of which integration?')), formViewType);
}

export async function openAdvancedView(face: Face, arg?: unknown): Promise<void> {
  await openFace(
    await integrationFor(face, arg, vscode.l10n.t('Open the Advanced View of which integration?')),
    'default',
  );
}
