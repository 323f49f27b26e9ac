// Writes a syslog block with the platform's defaults, so that its level can be set.
import * as vscode from 'vscode';
import { readIntegration } from '../../core/integration.ts';
import { asObject, get } from '../../core/json.ts';
import { loggingSchema } from '../../core/schema.ts';
import { editDocument, setChange } from '../edits.ts';
import type { Face } from '../face.ts';
import { revealPath } from '../reveal.ts';
import { integrationFor } from '../target.ts';

export async function addSyslog(face: Face, arg?: unknown): Promise<void> {
  const uri = await integrationFor(face, arg, vscode.l10n.t('Add a syslog block to which integration?'));
  const document = await vscode.workspace.openTextDocument(uri);
  const path = [...readIntegration(document.getText()).service, 'loggerProps', 'syslog'];
  const fields = asObject(get(loggingSchema, 'properties', 'syslog', 'properties'));
  const value = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, get(field, 'default') ?? '']));
  const done = await editDocument(document, setChange({ path, value }));
  if (!done) throw new Error(vscode.l10n.t('The document could not be changed. Is it read-only?'));
  await revealPath(uri, path);
}
