// Calls one operation of an integration for real and says what happened: in the log, the tree, the form and the Problems panel.
import * as vscode from 'vscode';
import type { CallInput } from '../../core/requests/callInput.ts';
import { isSafe, type Model, type Operation } from '../../core/model.ts';
import type { Report } from '../../core/report.ts';
import { askInput, needsFile } from '../calls/callInput.ts';
import { publish } from '../calls/callReport.ts';
import { callOf, chooseCallable, readDetail, worldOf, type Calling } from '../calls/calling.ts';
import type { Face } from '../face.ts';
import { confirm, withCancel } from '../notify.ts';
import { callText, prepareRemoteCall, schemesOf } from '../calls/callText.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import { chooseOperation } from '../calls/operations.ts';
import { requireTrust } from '../trust.ts';

/** Of an integration, or of an operation in the tree; `operationId` names the operation for keybindings and links. */
export function testCall(face: Face, arg?: unknown, operationId?: unknown): Promise<void> {
  return callOperation(face, arg, operationId, () => Promise.resolve(undefined));
}

/** `askScheme` names the security scheme to use; undefined leaves it to what the platform would use. A `given` input is not asked for. */
export async function callOperation(
  face: Face,
  arg: unknown,
  operationId: unknown,
  askScheme: (model: Model) => Promise<string | undefined>,
  given?: CallInput,
): Promise<void> {
  requireTrust();
  const { uri, model, wanted } = await chooseCallable(face, arg, vscode.l10n.t('Test which integration?'), operationId);
  const scheme = await askScheme(model);
  const operation = await chooseOperation(face, uri, model, wanted);
  const calls = await face.testCalls();
  const detail = await readDetail(face, model, operation, given?.contentType);
  // What cannot be typed into an input box is filled in in a document.
  if (!given && needsFile(calls, detail)) {
    await vscode.commands.executeCommand('integrations.newCall', uri, operation.id);
    return;
  }
  const input = given ?? (await askInput(calls, uri, detail));
  await perform(face, { uri, model, detail, input, ...(scheme !== undefined && { scheme }) });
}

/** Makes a call and tells of it; undefined when the user would rather not. */
export async function perform(face: Face, calling: Calling): Promise<Report | undefined> {
  const { uri, detail } = calling;
  if (!(await mayChange(uri, detail.operation))) return undefined;
  const schemes = schemesOf(calling);
  await prepareRemoteCall(face, uri, schemes);
  const calls = await face.testCalls();
  // What the user typed into the document meanwhile counts.
  const text = await face.catalog.text(uri);
  const call = callOf(calling, await callText(face, uri, text, schemes));
  const title = titleOf(`${call.integration.name}: ${detail.operation.id}`, uri);
  const report = await withCancel(title, (signal) => calls.testCall(call, worldOf(face, uri), signal));
  await publish(face, calling, text, report);
  return report;
}

const titleOf = (what: string, uri: vscode.Uri): string =>
  isRemote(uri) ? vscode.l10n.t('{0} (from this machine)', what) : what;

const warned = new Set<string>();

/** The first call of an integration that may change something is announced. */
async function mayChange(uri: vscode.Uri, operation: Operation): Promise<boolean> {
  if (isSafe(operation.method) || warned.has(uri.toString())) return true;
  const send = vscode.l10n.t('Send');
  const message = vscode.l10n.t('{0} {1} may change data on the server.', operation.method, operation.path);
  const detail = vscode.l10n.t('It is sent for real. You are asked once for each integration.');
  const agreed = (await confirm(message, detail, send)) === send;
  if (agreed) warned.add(uri.toString());
  return agreed;
}
