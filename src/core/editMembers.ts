// Changes to a whole list or map as the smallest text edits: members that stay keep their text, order and place.
import { applyEdits, type Node } from 'jsonc-parser';
import { difference, isJsonNumber, setNumber, setValue, type Edit } from './edit.ts';
import type { Entry } from './form.ts';
import { findNode, readJsonText, type Json } from './json.ts';
import type { Path } from './pointer.ts';

/** Makes the array at `path` hold these items. `digits`: they are numbers, written as they are given. */
export function setItems(text: string, path: Path, items: readonly string[], digits = false): Edit[] {
  const node = findNode(readJsonText(text).root, path);
  let after = node?.type === 'array' ? text : applyEdits(text, setValue(text, path, []));
  const before = node?.type === 'array' ? (node.children?.length ?? 0) : 0;
  // From the end, so that the places of those before stay.
  for (let place = before - 1; place >= items.length; place--)
    after = applyEdits(after, setValue(after, [...path, place], undefined));
  for (const [place, item] of items.entries()) after = setMember(after, [...path, place], item, digits);
  return difference(text, after);
}

/** Makes the object at `path` hold these entries and, untouched, the keys in `except`. */
export function setEntries(
  text: string,
  path: Path,
  entries: readonly Entry[],
  except: readonly string[] = [],
): Edit[] {
  const known = keysAt(text, path).filter((key) => !except.includes(key));
  let after = renamed(text, path, known, entries);
  for (const key of keysAt(after, path))
    if (!except.includes(key) && !entries.some((entry) => entry.key === key))
      after = applyEdits(after, setValue(after, [...path, key], undefined));
  for (const { key, value } of entries)
    after = setMember(after, [...path, key], value, isSourceText(after, [...path, key], value));
  return difference(text, after);
}

/** When exactly one name is another, it is the same entry under a new name, and stays where it is. */
function renamed(text: string, path: Path, known: readonly string[], entries: readonly Entry[]): string {
  const changed = entries.flatMap(({ key }, place) => (known[place] === key ? [] : [place]));
  const [place] = changed;
  if (known.length !== entries.length || changed.length !== 1 || place === undefined) return text;
  const key = propertyNode(text, path, known[place] ?? '')?.children?.[0];
  const name = JSON.stringify(entries[place]?.key);
  return key ? applyEdits(text, [{ offset: key.offset, length: key.length, content: name }]) : text;
}

function setMember(text: string, path: Path, value: string, asSource: boolean): string {
  const node = findNode(readJsonText(text).root, path);
  if (node && written(text, node) === value && (asSource || node.type === 'string')) return text;
  if (!asSource) return applyEdits(text, setValue(text, path, value));
  return applyEdits(
    text,
    isJsonNumber(value) ? setNumber(text, path, value) : setValue(text, path, JSON.parse(value) as Json),
  );
}

/** A number, a switch, a list or an object stays one as long as what is typed can be read as one. */
function isSourceText(text: string, path: Path, value: string): boolean {
  const node = findNode(readJsonText(text).root, path);
  if (!node || node.type === 'string') return false;
  if (written(text, node) === value) return true;
  try {
    return typeof JSON.parse(value) !== 'string';
  } catch {
    return false;
  }
}

const written = (text: string, node: Node): string =>
  node.type === 'string' ? String(node.value) : text.slice(node.offset, node.offset + node.length);

const keysAt = (text: string, path: Path): string[] =>
  propertiesAt(text, path).map(({ children }) => String(children?.[0]?.value));

const propertyNode = (text: string, path: Path, key: string): Node | undefined =>
  propertiesAt(text, path).findLast(({ children }) => children?.[0]?.value === key);

function propertiesAt(text: string, path: Path): readonly Node[] {
  const node = findNode(readJsonText(text).root, path);
  return node?.type === 'object' ? (node.children ?? []) : [];
}
