// What the replacement of a model does to its operations and integrations, told before anything is changed.
import * as vscode from 'vscode';
import type { Model } from '../../core/model.ts';
import { compareModels } from '../../core/models/modelChanges.ts';
import { someOf } from '../notify.ts';

export interface Touched {
  readonly name: string;
  /** What happens to it. */
  readonly notes: readonly string[];
}

/** Integrations to which the same happens stand together, so that all fit into one question. */
export function consequences(before: Model, after: Model, touched: readonly Touched[]): string {
  const { operationsGone, operationsNew } = compareModels(before, after);
  const groups = new Map<string, string[]>();
  for (const { name, notes } of touched) {
    const text = notes.map((note) => `  ${note}`).join('\n');
    if (text !== '') groups.set(text, [...(groups.get(text) ?? []), name]);
  }
  return [
    listed(vscode.l10n.t('Operations that are gone: {0}', operationsGone.length), operationsGone),
    listed(vscode.l10n.t('New operations: {0}', operationsNew.length), operationsNew),
    ...[...groups].map(([text, names]) => `${someOf(names)}\n${text}`),
  ]
    .filter(Boolean)
    .join('\n');
}

export function listed(title: string, ids: readonly string[]): string {
  return ids.length === 0 ? '' : `${title} (${someOf(ids, 8)})`;
}
