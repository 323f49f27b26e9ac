// The texts of an integration's connection that may refer to something: two rules in a row ask for them at every key that is
// pressed, and there may be thousands of texts to look through. The tree is there already and quicker to walk than the value.
import type { Node } from 'jsonc-parser';
import { nodeAt, type Integration } from '../integration.ts';
import { get } from '../json.ts';
import type { Path } from '../pointer.ts';
import type { TextAt } from '../secrets/secrets.ts';

const known = new WeakMap<Integration, readonly TextAt[]>();

export function referringIn(integration: Integration): readonly TextAt[] {
  const before = known.get(integration);
  if (before) return before;
  const found: TextAt[] = [];
  gather(nodeAt(integration, integration.connection), integration.connection, found);
  // Of a key that stands twice the last one counts, as in the value.
  const counting = found.filter(({ path, text }) => get(integration.value, ...path) === text);
  known.set(integration, counting);
  return counting;
}

function gather(node: Node | undefined, path: Path, found: TextAt[]): void {
  if (node?.type === 'array') node.children?.forEach((item, index) => look(item, path, index, found));
  if (node?.type !== 'object') return;
  for (const { children } of node.children ?? []) look(children?.[1], path, String(children?.[0]?.value), found);
}

function look(node: Node | undefined, path: Path, key: string | number, found: TextAt[]): void {
  const text: unknown = node?.value;
  if (node?.type === 'object' || node?.type === 'array') gather(node, [...path, key], found);
  else if (typeof text === 'string' && text.includes('$')) found.push({ path: [...path, key], text });
}
