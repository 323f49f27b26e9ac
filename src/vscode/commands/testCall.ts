// Calls one operation of an integration for real and says what happened: in the log, the tree, the form and the Problems panel.
import * as vscode from 'vscode';
import type { CallInput } from '../../core/callInput.ts';
import { modelsIn } from '../../core/catalog.ts';
import type { PastCall, Repeat } from '../../core/history.ts';
import { readIntegration } from '../../core/integration.ts';
import { isSafe, type Model, type Operation, type OperationDetail } from '../../core/model.ts';
import { succeeded, type Report } from '../../core/report.ts';
import { reason, summarize } from '../../core/summary.ts';
import type { Call } from '../../core/testCall.ts';
import type { SecretReference, World } from '../../core/world.ts';
import { askInput, needsFile } from '../callInput.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { writeReport } from '../log.ts';
import { modelFile } from '../modelFiles.ts';
import { complain, confirm, inform, withCancel } from '../notify.ts';
import { chooseOperation } from '../operations.ts';
import { revealPath } from '../reveal.ts';
import { settings } from '../settings.ts';
import { asNode, integrationFor, integrationOf } from '../target.ts';
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

/** The integration that is meant, its model, and the id of its operation where a node of the tree names it. */
export async function chooseCallable(
  face: Face,
  arg: unknown,
  question: string,
  operationId?: unknown,
): Promise<{ readonly uri: vscode.Uri; readonly model: Model; readonly wanted: unknown }> {
  const node = asNode(arg);
  const uri =
    node?.kind === 'operation'
      ? await integrationOf(face, node.model.id, question)
      : await integrationFor(face, arg, question);
  const { modelId } = readIntegration(await face.catalog.text(uri));
  const model = modelsIn(face.catalog.homes).get(modelId);
  if (!model) throw new Error(noModel(modelId));
  return { uri, model, wanted: node?.kind === 'operation' ? node.operation.id : operationId };
}

/** An operation of the integration at `uri`, with what it is given. */
export interface Calling extends Pick<Call, 'model' | 'detail' | 'input' | 'scheme'> {
  readonly uri: vscode.Uri;
  /** The call document that the input comes from. */
  readonly document?: vscode.Uri;
}

/** Makes a call and tells of it; undefined when the user would rather not. */
export async function perform(face: Face, calling: Calling): Promise<Report | undefined> {
  const { uri, detail } = calling;
  if (!(await mayChange(uri, detail.operation))) return undefined;
  const calls = await face.testCalls();
  // What the user typed into the document meanwhile counts.
  const text = await face.catalog.text(uri);
  const call = callOf(calling, text);
  const title = `${call.integration.name}: ${detail.operation.id}`;
  const report = await withCancel(title, (signal) => calls.testCall(call, worldOf(face, uri), signal));
  await publish(face, calling, text, report);
  return report;
}

/** `text` is that of the integration. */
export function callOf({ uri, model, detail, input, scheme }: Calling, text: string): Call {
  const how = { timeout: settings.timeout(uri), wire: settings.wire(uri), owner: uri.toString() };
  return { integration: readIntegration(text), model, detail, input, ...how, ...(scheme !== undefined && { scheme }) };
}

/** With the secrets that an integration may have. */
export function worldOf(face: Face, uri: vscode.Uri): World {
  return { ...face.world, secret: (reference: SecretReference) => face.secrets.read(reference, uri) };
}

function noModel(modelId: string): string {
  return modelId === ''
    ? vscode.l10n.t('This integration names no model, so there is no operation to call.')
    : vscode.l10n.t(
        'There is no model "{0}" here, so there is no operation to call. Import its OpenAPI document first.',
        modelId,
      );
}

/** With its body in the first content type, or in another one of its own. */
export async function readDetail(
  face: Face,
  model: Model,
  operation: Operation,
  contentType?: string,
): Promise<OperationDetail> {
  const entry = face.catalog.modelEntry(model.id);
  if (!entry) throw new Error(noModel(model.id));
  const title = vscode.l10n.t('Reading the model {0}', model.id);
  const reading = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, async () =>
    face.models.readOperation(await modelFile(vscode.Uri.parse(entry.uri)), operation, neverAborted(), contentType),
  );
  if ('error' in reading) throw new Error(reading.error);
  return reading.detail;
}

const neverAborted = (): AbortSignal => new AbortController().signal;

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

/** `text` is what the call was made from: its values are the ones that a problem blames. */
async function publish(face: Face, calling: Calling, text: string, report: Report): Promise<void> {
  const { uri, document, input, scheme } = calling;
  await record(face, uri, text, report, { input, ...(scheme !== undefined && { scheme }) });
  void guarded(face, 'testCall', () =>
    succeeded(report) ? announceSuccess(uri, report) : announceFailure(uri, report, document),
  );
}

/** `text` is what the call was made from: its values are the ones that a problem blames. */
export async function record(
  face: Face,
  uri: vscode.Uri,
  text: string,
  report: Report,
  repeat: Repeat,
): Promise<PastCall> {
  writeReport(face.log, report);
  void guarded(face, 'logging', async () => (await face.logs()).writeReport(uri, report));
  const call = face.reports.set(uri, report, repeat);
  await face.problems.setFindings(uri, text, report.problems);
  return call;
}

async function announceSuccess(uri: vscode.Uri, report: Report): Promise<void> {
  const show = vscode.l10n.t('Show Response');
  const choice = await inform(`${report.integration} · ${summarize(report)}`, show);
  if (choice === show) await vscode.commands.executeCommand('integrations.showResponse', uri);
}

async function announceFailure(uri: vscode.Uri, report: Report, document: vscode.Uri | undefined): Promise<void> {
  const place = vscode.l10n.t('Show in JSON');
  const response = vscode.l10n.t('Show Response');
  const log = vscode.l10n.t('Show Log');
  const [problem] = report.problems.filter(({ path }) => path.length > 0);
  const [wrongInput] = (document && report.inputProblems) ?? [];
  const sign = vscode.l10n.t('Sign In');
  const set = vscode.l10n.t('Set Secret…');
  const lacksSecret = problem?.code === 'secret-missing' || problem?.code === 'secret-on-platform';
  const mustSign = problem?.code === 'sign-in-needed' || report.induced === 'refresh';
  const actions = [
    ...(mustSign ? [sign] : []),
    ...(lacksSecret ? [set] : []),
    ...(problem || wrongInput ? [place] : []),
    ...(typeof report.response === 'object' ? [response] : []),
    log,
  ];
  const choice = await complain(`${report.integration} · ${summarize(report)}. ${reason(report)}`, ...actions);
  if (choice === sign) await vscode.commands.executeCommand('integrations.signIn', uri);
  if (choice === set && problem) await vscode.commands.executeCommand('integrations.setSecret', uri, problem.path);
  if (choice === place && problem) await revealPath(uri, problem.path);
  else if (choice === place && document && wrongInput) await revealPath(document, wrongInput.path);
  if (choice === response) await vscode.commands.executeCommand('integrations.showResponse', uri);
  if (choice === log) await vscode.commands.executeCommand('integrations.openLog', uri, 'console');
}
