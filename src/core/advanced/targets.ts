// What a place in an integration stands for elsewhere: a model, a security scheme of it, or the integration itself.
import { findNodeAtOffset, type Node } from 'jsonc-parser';
import { headOf, toModelId } from '../integration.ts';
import { findNode } from '../json.ts';
import { samePath, startsWith, type Path } from '../pointer.ts';
import type { Span } from '../problem.ts';
import { placeOf } from './cursor.ts';
import { authenticationPath } from './fieldSchema.ts';

export type Target = { readonly span: Span } & (
  | { readonly kind: 'model'; readonly modelId: string }
  | { readonly kind: 'scheme'; readonly modelId: string; readonly name: string }
  | { readonly kind: 'integration'; readonly name: string }
);

/** Undefined where the place stands for nothing but itself. */
export function targetAt(root: Node | undefined, offset: number): Target | undefined {
  const node = root && findNodeAtOffset(root, offset, true);
  if (node?.type !== 'string') return undefined;
  const { service, modelId, name } = headOf(root);
  const span = { offset: node.offset, length: node.length };
  const { path, isKey } = placeOf(node);
  if (!startsWith(path, service)) return undefined;
  const within = path.slice(service.length);
  if (isKey) return isSchemeKey(within) ? { kind: 'scheme', modelId, name: String(within.at(-1)), span } : undefined;
  if (samePath(within, ['model'])) return { kind: 'model', modelId: toModelId(String(node.value)), span };
  if (samePath(within, ['properties', 'type'])) return { kind: 'model', modelId: String(node.value), span };
  const isName = samePath(within, ['name']) || samePath(within, ['properties', 'id']);
  return isName ? { kind: 'integration', name, span } : undefined;
}

const isSchemeKey = (path: Path): boolean =>
  path.length === authenticationPath.length + 1 && startsWith(path, authenticationPath);

/** Where an integration names its model, its scheme or itself; the first that it has. */
export function spanOf(root: Node | undefined, what: 'model' | 'name' | { readonly scheme: string }): Span | undefined {
  const { service, connection } = headOf(root);
  const value = (...path: Path): Node | undefined => findNode(root, [...service, ...path]);
  if (typeof what === 'object') {
    const node = findNode(root, [...connection, 'authentication', what.scheme]);
    return toSpan(node?.parent?.children?.[0]);
  }
  return toSpan(
    what === 'model' ? (value('model') ?? value('properties', 'type')) : (value('name') ?? value('properties', 'id')),
  );
}

const toSpan = (node: Node | undefined): Span | undefined => node && { offset: node.offset, length: node.length };

/** Where a model's document declares a scheme: in OpenAPI 3, in Swagger 2.0, and the same in the platform's wrapper. */
export function schemePaths(name: string): readonly Path[] {
  const bare = [
    ['components', 'securitySchemes', name],
    ['securityDefinitions', name],
  ];
  return [...bare, ...bare.map((path) => ['model', ...path])];
}

/** Where it says what it is called. */
export const titlePaths: readonly Path[] = [
  ['info', 'title'],
  ['model', 'info', 'title'],
];
