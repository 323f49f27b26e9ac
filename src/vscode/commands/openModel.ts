// Opens the OpenAPI document of a model; for an operation, at its place.
import * as vscode from 'vscode';
import { spanAt } from '../../core/place.ts';
import { readJsonText } from '../../core/json.ts';
import { operationPath } from '../../core/model.ts';
import type { Face } from '../face.ts';
import { asNode, modelFor } from '../target.ts';

export async function openModel(face: Face, arg?: unknown): Promise<void> {
  const { entry } = await modelFor(face, arg, vscode.l10n.t('Open which model?'));
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(entry.uri));
  const node = asNode(arg);
  if (node?.kind !== 'operation') {
    await vscode.window.showTextDocument(document);
    return;
  }
  const { root } = readJsonText(document.getText());
  const wrapped = root?.children?.some(({ children }) => children?.[0]?.value === 'model') ?? false;
  const { offset, length } = spanAt(root, [...(wrapped ? ['model'] : []), ...operationPath(node.operation)]);
  const selection = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  await vscode.window.showTextDocument(document, { selection });
}
