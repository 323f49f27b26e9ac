// What it takes to make a call: the integration that is meant, its model, the operation as the model has it, and the secrets.
import * as vscode from 'vscode';
import { modelsIn } from '../../core/catalog.ts';
import { readIntegration } from '../../core/integration.ts';
import type { Model, Operation, OperationDetail } from '../../core/model.ts';
import type { Call } from '../../core/calls/call.ts';
import type { SecretReference, World } from '../../core/world.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { writeCancelled } from './log.ts';
import { modelFile } from '../models/modelFiles.ts';
import { ExpectedError } from '../expectedError.ts';
import { importFirst } from '../neededFirst.ts';
import { settings } from '../settings.ts';
import { asNode, integrationFor, integrationOf } from '../target.ts';

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
  if (!model) throw noModel(modelId);
  return { uri, model, wanted: node?.kind === 'operation' ? node.operation.id : operationId };
}

/** An operation of the integration at `uri`, with what it is given. */
export interface Calling extends Pick<Call, 'model' | 'detail' | 'input' | 'scheme'> {
  readonly uri: vscode.Uri;
  /** The call document that the input comes from. */
  readonly document?: vscode.Uri;
}

/** `text` is that of the integration. */
export function callOf({ uri, model, detail, input, scheme }: Calling, text: string): Call {
  const how = { timeout: settings.timeout(uri), wire: settings.wire(uri), owner: uri.toString() };
  return { integration: readIntegration(text), model, detail, input, ...how, ...(scheme !== undefined && { scheme }) };
}

/** With the secrets that an integration may have, and with its log for calls that are stopped. */
export function worldOf(face: Face, uri: vscode.Uri): World {
  return {
    ...face.world,
    secret: (reference: SecretReference) => face.secrets.read(reference, uri),
    cancelled: (call) => {
      writeCancelled(face.log, call);
      void guarded(face, 'logging', async () => (await face.logs()).writeCancelled(uri, call));
    },
  };
}

function noModel(modelId: string): ExpectedError {
  if (modelId === '')
    return new ExpectedError(vscode.l10n.t('This integration names no model, so there is no operation to call.'));
  return importFirst(
    vscode.l10n.t(
      'There is no model "{0}" here, so there is no operation to call. Import its OpenAPI document first.',
      modelId,
    ),
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
  if (!entry) throw noModel(model.id);
  const title = vscode.l10n.t('Reading the model {0}', model.id);
  const reading = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, async () =>
    face.models.readOperation(await modelFile(vscode.Uri.parse(entry.uri)), operation, neverAborted(), contentType),
  );
  if ('error' in reading) throw new ExpectedError(reading.error);
  return reading.detail;
}

const neverAborted = (): AbortSignal => new AbortController().signal;
