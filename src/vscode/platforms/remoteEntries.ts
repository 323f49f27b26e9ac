// What is known of the models and integrations that a platform lists, as rows of the tree and for the editors.
import type * as vscode from 'vscode';
import { modelEntry, type IntegrationEntry, type ModelEntry } from '../../core/catalog.ts';
import type { ModelReader } from '../../core/models/modelReader.ts';
import { integrationUri } from './remoteAddress.ts';

/** `connection` is the id of the platform's connection. */
export function listedIntegration(connection: string, name: string, modelId: string): IntegrationEntry {
  return { kind: 'integration', uri: integrationUri(connection, name).toString(), file: name, name, modelId };
}

/** A model that cannot be read has the reason; rejects only with the abort reason. */
export async function readListedModel(
  uri: vscode.Uri,
  id: string,
  read: () => Promise<Uint8Array>,
  models: ModelReader,
  signal: AbortSignal,
): Promise<ModelEntry> {
  try {
    const bytes = await read();
    const file = {
      size: bytes.length,
      bytes: () => Promise.resolve(bytes.slice()),
      beside: () => Promise.resolve(undefined),
    };
    return modelEntry(uri.toString(), id, await models.read(file, signal));
  } catch (error) {
    if (signal.aborted) throw error;
    return { kind: 'model', uri: uri.toString(), file: id, error: (error as Error).message };
  }
}
