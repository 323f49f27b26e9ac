// Another name for an integration's own secrets: those that are called after it, in its document.
import type { Edit } from '../edit.ts';
import { findNode, readJsonText, valueOf } from '../json.ts';
import { mapReferences, secretName, textsIn } from './secrets.ts';

/** The name that a secret gets when its integration is renamed; undefined for one that is not called after it. */
export function renamedSecret(name: string, before: string, after: string): string | undefined {
  const prefix = `${secretName(before, [])}/`;
  return before !== '' && name.startsWith(prefix) ? `${secretName(after, [])}/${name.slice(prefix.length)}` : undefined;
}

/** The edits that put new names in the place of old ones. */
export function renameReferences(text: string, names: ReadonlyMap<string, string>): Edit[] {
  const { root } = readJsonText(text);
  return textsIn(valueOf(root)).flatMap(({ path, text: value }) => {
    const renamed = mapReferences(value, (reference) =>
      reference.store === 'secret' ? { ...reference, name: names.get(reference.name) ?? reference.name } : reference,
    );
    const node = findNode(root, path);
    return renamed === value || !node
      ? []
      : [{ offset: node.offset, length: node.length, content: JSON.stringify(renamed) }];
  });
}
