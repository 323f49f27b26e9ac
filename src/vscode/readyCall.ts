// A call document made ready to be called: the integration, the operation and the input that it means, or what is missing on its keys.
import * as vscode from 'vscode';
import type { CallDocument } from '../core/callDocument.ts';
import type { Problem } from '../core/problem.ts';
import { callLanguageId } from './callDocuments.ts';
import { fileProblems, readCallFiles } from './callFiles.ts';
import type { Called } from './callTargets.ts';
import { noModel, type Calling } from './commands/testCall.ts';
import type { Face } from './face.ts';
import { guarded } from './guarded.ts';
import { complain } from './notify.ts';
import { revealPath } from './reveal.ts';
import { activeUri, choose } from './target.ts';

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
  const calls = await face.testCalls();
  const call = calls.readCallDocument(text);
  const { integration, model, reading, ...called } = await face.callDocuments.targets.of(document.uri, call);
  const input = calls.inputOf(call, await readCallFiles(calls, document.uri, call));
  if (integration && model && reading && 'detail' in reading && input.ok) {
    const uri = vscode.Uri.parse(integration.uri);
    const calling = { uri, model, detail: reading.detail, input: input.value, document: document.uri };
    await face.callDocuments.setFindings(document, text, []);
    return { document, text, calling };
  }
  if (reading && 'error' in reading) throw new Error(reading.error);
  const files = await fileProblems(calls, document.uri, call);
  const wrong = [...(input.ok ? [] : input.failure.filter(({ code }) => code !== 'file-missing')), ...files];
  const unknown = unknownOf(call, { ...called, ...(integration && { integration }), ...(model && { model }) });
  await refuse(face, document, text, [...wrong, ...unknown]);
  return undefined;
}

/** What the document names and nobody has; what it does not name is a problem already. */
function unknownOf(call: CallDocument, { integration, model, operation }: Called): Problem[] {
  const unknown = (key: string, message: string): Problem[] => [
    { code: `unknown-${key}`, severity: 'error', message, path: [key] },
  ];
  if (call.integration === '') return [];
  if (!integration)
    return unknown('integration', vscode.l10n.t('There is no integration "{0}" here.', call.integration));
  if (!model) return unknown('integration', noModel(integration.modelId));
  if (call.operation === '' || operation) return [];
  return unknown('operation', vscode.l10n.t('The model "{0}" has no operation "{1}".', model.id, call.operation));
}

async function refuse(
  face: Face,
  document: vscode.TextDocument,
  text: string,
  problems: readonly Problem[],
): Promise<void> {
  await face.callDocuments.setFindings(document, text, problems);
  tellNotMade(
    face,
    problems.map((problem) => ({ uri: document.uri, problem })),
  );
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
    throw new Error(vscode.l10n.t('There is no call document yet. Create one with "New Call Document…".'));
  const items = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  return (await choose(items, vscode.l10n.t('Which call document?'))).uri;
}
