// Makes the call of a call document; what is wrong with its input is shown on its keys.
import * as vscode from 'vscode';
import { besideWork } from '../beside.ts';
import type { Face } from '../face.ts';
import { readyCall } from '../calls/readyCall.ts';
import { responseUri } from '../calls/responses.ts';
import { requireTrust } from '../trust.ts';
import { perform } from './testCall.ts';

export async function sendCall(face: Face, arg?: unknown): Promise<void> {
  requireTrust();
  const ready = await readyCall(face, arg);
  const report = ready && (await perform(face, ready.calling));
  if (!report) return;
  await (await face.callDocuments()).setFindings(ready.document, ready.text, report.inputProblems ?? []);
  if (typeof report.response === 'object') await showBeside(responseUri(ready.calling.uri));
}

/** Whoever changes the call and sends it again goes on typing in it. */
async function showBeside(uri: vscode.Uri): Promise<void> {
  const options = { preview: true, preserveFocus: true, viewColumn: besideWork(uri.scheme) };
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), options);
}
