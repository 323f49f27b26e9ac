// What of an integration can be opened: addresses, files of certificates, and its model.
import type { Node } from 'jsonc-parser';
import { headOf, toModelId } from '../integration.ts';
import type { Model } from '../model.ts';
import { samePath, startsWith, type Path } from '../pointer.ts';
import type { Span } from '../problem.ts';
import { isSecret } from '../schema.ts';
import { fieldSchema, schemeAt } from './fieldSchema.ts';

export type Link = { readonly span: Span } & (
  | { readonly kind: 'url'; readonly url: string }
  /** As the document writes it, relative to itself or absolute. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'model'; readonly modelId: string }
);

export function linksIn(root: Node | undefined, models: ReadonlyMap<string, Model>): Link[] {
  const head = headOf(root);
  const model = models.get(head.modelId);
  const found: Link[] = [];
  for (const { node, path } of textsIn(root, [])) {
    const within = startsWith(path, head.service) ? path.slice(head.service.length) : path;
    const link = linkOf(String(node.value), within, model);
    // Without the quotes.
    if (link) found.push({ ...link, span: { offset: node.offset + 1, length: node.length - 2 } });
  }
  return found;
}

type Bare<L extends Link = Link> = L extends Link ? Omit<L, 'span'> : never;

function linkOf(text: string, path: Path, model: Model | undefined): Bare | undefined {
  if (isCertificateFile(text) && schemeAt(model, path)?.type === 'mutualTLS') return { kind: 'file', path: text };
  // An address in the place of a secret may be one.
  const schema = fieldSchema(model, path);
  if (/^https?:\/\/[^\s{}]+$/i.test(text)) return schema && isSecret(schema) ? undefined : { kind: 'url', url: text };
  const isModel = samePath(path, ['model']) || samePath(path, ['properties', 'type']);
  return isModel && text !== '' ? { kind: 'model', modelId: toModelId(text) } : undefined;
}

const isCertificateFile = (text: string): boolean => /^[^\n$]{1,1000}\.(pem|crt|cer|key|p12|pfx)$/i.test(text);

function* textsIn(node: Node | undefined, path: Path): Generator<{ readonly node: Node; readonly path: Path }> {
  if (!node) return;
  if (node.type === 'string') yield { node, path };
  else if (node.type === 'array')
    for (const [index, item] of (node.children ?? []).entries()) yield* textsIn(item, [...path, index]);
  else if (node.type === 'object')
    for (const { children } of node.children ?? [])
      yield* textsIn(children?.[1], [...path, String(children?.[0]?.value)]);
}
