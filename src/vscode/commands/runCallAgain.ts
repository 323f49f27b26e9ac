// Makes a call of the "Calls" view again: the same operation with the same input, and what the integration says now.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { oneCall } from './showCall.ts';
import { callOperation } from './testCall.ts';

export async function runCallAgain(face: Face, arg?: unknown): Promise<void> {
  const { owner, report, repeat } = oneCall(face, arg);
  const scheme = (): Promise<string | undefined> => Promise.resolve(repeat?.scheme);
  await callOperation(face, vscode.Uri.parse(owner), report.operation, scheme, repeat?.input);
}
