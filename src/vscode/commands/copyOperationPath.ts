// Puts an operation's method and path on the clipboard.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { asNode } from '../target.ts';

export async function copyOperationPath(_face: Face, arg?: unknown): Promise<void> {
  const node = asNode(arg);
  if (node?.kind === 'operation')
    await vscode.env.clipboard.writeText(`${node.operation.method} ${node.operation.path}`);
}
