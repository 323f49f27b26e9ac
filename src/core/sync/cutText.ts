// A document's text without its secrets, as it may be kept in a file; with them put back it is the same byte for byte.
import type { Node } from 'jsonc-parser';
import { headOf } from '../integration.ts';
import { findNode, readJsonText } from '../json.ts';
import type { SecretValues } from '../platform/backup.ts';
import { isNamedSecret, type IsSecret } from '../platform/hidden.ts';
import { parsePointer, toPointer, type Path } from '../pointer.ts';
import { isSecretName, showsSecret } from '../secrets/redactNames.ts';
import { isReference } from './base.ts';

export interface CutText {
  readonly text: string;
  /** Where something was cut out, in order: the offset in `text`, and the JSON pointer of what stood there. */
  readonly cuts: readonly (readonly [offset: number, pointer: string])[];
}

export interface Cut {
  readonly kept: CutText;
  /** What was cut out, as it is written in JSON, by its number among the cuts. */
  readonly values: SecretValues;
}

/** Of secrets that `still`, the text that takes its place, has unchanged, no value is needed: they are found there. */
export function cutOut(text: string, isSecret: IsSecret, still?: string): Cut {
  const root = treeOf(text);
  const service = headOf(root).service;
  const after = still === undefined ? undefined : treeOf(still);
  const cuts: (readonly [number, string])[] = [];
  const values = new Map<string, string>();
  let [kept, end] = ['', 0];
  for (const { node, path } of root ? scalars(root, []) : []) {
    const literal = literalOf(text, node);
    if (!isCut(path.slice(service.length), node, isSecret)) continue;
    kept += text.slice(end, node.offset);
    end = node.offset + node.length;
    if (literalAt(still, after, path) !== literal) values.set(String(cuts.length), literal);
    cuts.push([kept.length, toPointer(path)]);
  }
  return { kept: { text: kept + text.slice(end), cuts }, values };
}

/** `still` is what stands in its place now; undefined where a secret is neither kept nor there. */
export function putBack({ text, cuts }: CutText, values: SecretValues, still?: string): string | undefined {
  const now = still === undefined ? undefined : treeOf(still);
  let [whole, end] = ['', 0];
  for (const [number, [offset, pointer]] of cuts.entries()) {
    const literal = values.get(String(number)) ?? literalAt(still, now, parsePointer(pointer));
    if (literal === undefined) return undefined;
    whole += text.slice(end, offset) + literal;
    end = offset;
  }
  return whole + text.slice(end);
}

/** More than is known to be one: what is cut out needlessly comes back all the same. */
function isCut(path: Path, { type, value }: Node, isSecret: IsSecret): boolean {
  const text = String(value);
  if (text === '' || type === 'null' || type === 'boolean' || (type === 'string' && isReference(text))) return false;
  const isNamed = isSecret(path, text) || isNamedSecret(path) || path.some((key) => isSecretWord(String(key)));
  return isNamed || showsSecret(text);
}

const isSecretWord = (key: string): boolean => isSecretName(key) || isSecretName(key.replace(/s$/i, ''));

function* scalars(node: Node, path: Path): Generator<{ readonly node: Node; readonly path: Path }> {
  const { type, children = [] } = node;
  if (type === 'array') for (const [index, child] of children.entries()) yield* scalars(child, [...path, index]);
  else if (type !== 'object') yield { node, path };
  else
    for (const { children: [key, value] = [] } of children)
      if (key && value) yield* scalars(value, [...path, String(key.value)]);
}

/** A byte order mark is none of the tree's business. */
const treeOf = (text: string): Node | undefined => readJsonText(text.replace(/^\uFEFF/, ' ')).root;

const literalOf = (text: string, { offset, length }: Node): string => text.slice(offset, offset + length);

function literalAt(text: string | undefined, root: Node | undefined, path: Path): string | undefined {
  const node = findNode(root, path);
  return text === undefined || !node ? undefined : literalOf(text, node);
}
