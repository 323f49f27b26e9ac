// Another name for an integration: in its own document and in the call documents that name it.
import type { Edit } from '../edit.ts';
import { headOf } from '../integration.ts';
import { findNode, readJsonText } from '../json.ts';
import type { Path } from '../pointer.ts';

/** The name and, where it repeats the name, the id; a name that is missing is not made. */
export function renameIntegration(text: string, newName: string): Edit[] {
  const { root } = readJsonText(text);
  const { service, name } = headOf(root);
  const places = [
    [...service, 'name'],
    [...service, 'properties', 'id'],
  ];
  return places.flatMap((path) => replaced(text, path, name, newName));
}

/** Of a call document. */
export function renameCalled(text: string, name: string, newName: string): Edit[] {
  return replaced(text, ['integration'], name, newName);
}

function replaced(text: string, path: Path, before: string, after: string): Edit[] {
  const node = findNode(readJsonText(text).root, path);
  if (node?.type !== 'string' || node.value !== before) return [];
  return [{ offset: node.offset, length: node.length, content: JSON.stringify(after) }];
}
