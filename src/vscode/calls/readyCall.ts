// A call document made ready to be called: the integration, the operation and the input that it means, or what is missing on its keys.
import * as vscode from 'vscode';
import type { Problem } from '../../core/problem.ts';
import { callLanguageId } from './callLenses.ts';
import type { Calling } from './calling.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { complain } from '../notify.ts';
import { callFirst } from '../neededFirst.ts';
import { revealPath } from '../reveal.ts';
import { activeUri, choose } from '../target.ts';

export interface ReadyCall {
  readonly document: vscode.TextDocument;
  /** What the call was read from. */
  readonly text: string;
  readonly calling: Calling;
}

/** Undefined after telling what is missing, in the Problems panel and in a notification that leads there. */
export async function readyCall(face: Face, arg: unknown): Promise<ReadyCall | undefined> {
  const document = await callDocumentFor(arg);
  const text = document.getText();
  const documents = await face.callDocuments();
  const ready = await documents.ready(document.uri, text);
  await documents.setFindings(document, text, ready.ok ? [] : ready.failure);
  if (ready.ok) return { document, text, calling: { ...ready.value, document: document.uri } };
  tellNotMade(
    face,
    ready.failure.map((problem) => ({ uri: document.uri, problem })),
  );
  return undefined;
}

/** Says what keeps a call from being made, and leads to it; nobody has to wait for the user to read it. */
export function tellNotMade(face: Face, [first]: readonly { uri: vscode.Uri; problem: Problem }[]): void {
  void guarded(face, 'sendCall', async () => {
    if (!first) return;
    const show = vscode.l10n.t('Show in JSON');
    const choice = await complain(vscode.l10n.t('The call was not made. {0}', first.problem.message), show);
    if (choice === show) await revealPath(first.uri, first.problem.path);
  });
}

/** The call document that a command means: the argument, the active editor, or what the user picks. */
async function callDocumentFor(arg: unknown): Promise<vscode.TextDocument> {
  const uri = arg instanceof vscode.Uri ? arg : (activeCall() ?? (await chooseCall()));
  return vscode.workspace.openTextDocument(uri);
}

function activeCall(): vscode.Uri | undefined {
  const uri = activeUri();
  const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri?.toString());
  return open?.languageId === callLanguageId ? uri : undefined;
}

async function chooseCall(): Promise<vscode.Uri> {
  const found = await vscode.workspace.findFiles('**/*.call.json');
  if (found.length === 0)
    throw callFirst(vscode.l10n.t('There is no call document yet. Create one with "New Call Document…".'));
  const items = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  return (await choose(items, vscode.l10n.t('Which call document?'))).uri;
}
