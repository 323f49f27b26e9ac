// What becomes of the text of an integration's file: an exported one stays one, any other keeps its own layout.
import { setValues } from '../edit.ts';
import { applyEdits } from 'jsonc-parser';
import { readIntegration, toModelKey } from '../integration.ts';
import type { JsonObject } from '../json.ts';
import { parsePointer } from '../pointer.ts';
import { exportText, isExportText } from './exportFormat.ts';
import { modelPointer, type Put } from './leaves.ts';

/** `result` is the whole document; `puts` are what differs from `before`, the text that the file has. */
export function fileText(before: string | undefined, result: JsonObject, puts: readonly Put[]): string {
  if (before === undefined || isExportText(before)) return exportText(result);
  const { service } = readIntegration(before);
  const changes = puts.map(({ pointer, value }) => ({
    path: [...service, ...parsePointer(pointer)],
    ...(value !== undefined && { value }),
  }));
  const model = puts.find(({ pointer }) => pointer === modelPointer)?.value;
  const identity = typeof model === 'string' ? [{ path: [...service, 'model'], value: toModelKey(model) }] : [];
  return applyEdits(before, setValues(before, [...changes, ...identity]));
}
