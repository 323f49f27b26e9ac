// Opens the OpenAPI document of a model; for an operation, at its place.
import * as vscode from 'vscode';
import { findOperation } from '../../core/models/findOperation.ts';
import type { Face } from '../face.ts';
import { asNode, modelFor } from '../target.ts';

export async function openModel(face: Face, arg?: unknown): Promise<void> {
  const { entry } = await modelFor(face, arg, vscode.l10n.t('Open which model?'));
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(entry.uri));
  const node = asNode(arg);
  const span = node?.kind === 'operation' ? findOperation(document.getText(), node.operation) : undefined;
  const selection =
    span && new vscode.Range(document.positionAt(span.offset), document.positionAt(span.offset + span.length));
  await vscode.window.showTextDocument(document, selection && { selection });
}
