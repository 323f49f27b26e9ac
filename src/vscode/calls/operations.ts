// Choosing the operation of a test call: the last one first, then those that change nothing.
import * as vscode from 'vscode';
import { isSafe, type Model, type Operation } from '../../core/model.ts';
import type { Face } from '../face.ts';
import { ExpectedError } from '../expectedError.ts';
import { choose } from '../target.ts';

type Item = vscode.QuickPickItem & { readonly operation?: Operation };

export async function chooseOperation(face: Face, uri: vscode.Uri, model: Model, wanted: unknown): Promise<Operation> {
  const key = operationKey(uri);
  const named = model.operations.find(({ id }) => id === wanted);
  if (typeof wanted === 'string' && !named)
    throw new ExpectedError(vscode.l10n.t('The model "{0}" has no operation "{1}".', model.id, wanted));
  if (model.operations.length === 0)
    throw new ExpectedError(vscode.l10n.t('The model "{0}" has no operation that could be called.', model.id));
  const operation = named ?? (await pick(model, face.memory.get<string>(key)));
  await face.memory.update(key, operation.id);
  return operation;
}

/** The operation that was called last, by its id. */
export const lastOperation = (face: Face, uri: vscode.Uri): string | undefined => face.memory.get(operationKey(uri));

/** A document that is moved takes along what was called last. */
export async function moveLastOperation(face: Face, from: vscode.Uri, to: vscode.Uri): Promise<void> {
  const last = lastOperation(face, from);
  if (last === undefined) return;
  await face.memory.update(operationKey(to), last);
  await face.memory.update(operationKey(from), undefined);
}

const operationKey = (uri: vscode.Uri): string => `operation ${uri.toString()}`;

async function pick(model: Model, lastId: string | undefined): Promise<Operation> {
  const last = model.operations.filter(({ id }) => id === lastId);
  const others = model.operations.filter(({ id }) => id !== lastId);
  const items: Item[] = [
    ...group(vscode.l10n.t('last used'), last),
    ...group(
      vscode.l10n.t('reads only'),
      others.filter(({ method }) => isSafe(method)),
    ),
    ...group(
      vscode.l10n.t('may change data'),
      others.filter(({ method }) => !isSafe(method)),
    ),
  ];
  const { operation } = await choose(items, vscode.l10n.t('Which operation of {0}?', model.id));
  if (!operation) throw new vscode.CancellationError();
  return operation;
}

/** It also serves as the id of an operation without one. */
const addressOf = ({ method, path }: Operation): string => `${method} ${path}`;

function group(label: string, operations: readonly Operation[]): Item[] {
  if (operations.length === 0) return [];
  const separator: Item = { label, kind: vscode.QuickPickItemKind.Separator };
  return [
    separator,
    ...operations.map((operation) => ({
      label: operation.id,
      ...(operation.id !== addressOf(operation) && { description: addressOf(operation) }),
      detail: operation.summary,
      operation,
    })),
  ];
}
