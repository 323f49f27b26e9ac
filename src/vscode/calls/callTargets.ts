// What call documents call: the integration of a name, its model, and the operation as the model has it.
import * as vscode from 'vscode';
import type { CallDocument } from '../../core/callDocuments/callDocument.ts';
import { entriesOf, modelsIn, type IntegrationEntry } from '../../core/catalog.ts';
import type { Model, Operation } from '../../core/model.ts';
import type { ModelReader, OperationReading } from '../../core/models/modelReader.ts';
import type { FolderCatalog } from '../catalog/folderCatalog.ts';
import { homeOf } from '../homeOf.ts';
import { messageOf } from '../messages.ts';
import { modelFile } from '../models/modelFiles.ts';

/** As much of it as is known. */
export interface Called {
  /** Of all integrations that there are. */
  readonly integrations: readonly IntegrationEntry[];
  readonly integration?: IntegrationEntry;
  readonly model?: Model;
  readonly operation?: Operation;
  readonly reading?: OperationReading;
}

export class CallTargets {
  readonly #catalog: FolderCatalog;
  readonly #models: ModelReader;
  /** A model that changes is another object. */
  readonly #readings = new WeakMap<Model, Map<string, Promise<OperationReading>>>();

  constructor(catalog: FolderCatalog, models: ModelReader) {
    this.#catalog = catalog;
    this.#models = models;
  }

  async of(document: vscode.Uri, call: CallDocument): Promise<Called> {
    await this.#catalog.load();
    const integrations = this.#integrations(document);
    const integration = integrations.find(({ name }) => name === call.integration);
    const model = integration && modelsIn(this.#catalog.homes).get(integration.modelId);
    const operation = model?.operations.find(({ id }) => id === call.operation);
    const reading = model && operation && (await this.#read(model, operation, call.contentType));
    return {
      integrations,
      ...(integration && { integration }),
      ...(model && { model }),
      ...(operation && { operation }),
      ...(reading && { reading }),
    };
  }

  /** Of two with one name, the one in the document's own folder is meant. */
  #integrations(document: vscode.Uri): IntegrationEntry[] {
    const own = homeOf(document);
    const homes = [...this.#catalog.homes].sort((a, b) => Number(b.id === own) - Number(a.id === own));
    return entriesOf(homes, 'integration').filter(({ name }) => name !== '');
  }

  /** Asked at every key that is pressed: a large model must not be read as often. */
  #read(model: Model, operation: Operation, contentType: string | undefined): Promise<OperationReading> {
    const readings = this.#readings.get(model) ?? new Map<string, Promise<OperationReading>>();
    this.#readings.set(model, readings);
    const key = JSON.stringify([operation.id, contentType]);
    const reading = readings.get(key) ?? this.#readNow(model, operation, contentType);
    readings.set(key, reading);
    // What could not be read may be read the next time.
    void reading.then((found) => 'error' in found && readings.delete(key));
    return reading;
  }

  async #readNow(model: Model, operation: Operation, contentType: string | undefined): Promise<OperationReading> {
    const uri = vscode.Uri.parse(this.#catalog.modelEntry(model.id)?.uri ?? '');
    try {
      return await this.#models.readOperation(
        await modelFile(uri),
        operation,
        new AbortController().signal,
        contentType,
      );
    } catch (error) {
      return { error: messageOf(error) };
    }
  }
}
