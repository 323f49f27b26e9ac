// Who uses a model, a security scheme of it, or an integration.
import * as vscode from 'vscode';
import { entriesOf } from '../../core/catalog.ts';
import { findNode, readJsonText } from '../../core/json.ts';
import type { Language } from '../../core/language.ts';
import type { Model } from '../../core/model.ts';
import type { Inspector } from '../../core/preflight/inspector.ts';
import type { Face } from '../face.ts';
import { callsOf } from './calls.ts';
import { findDefinition } from './definition.ts';
import { locateIn, rangeOf, top } from './places.ts';

export interface Sought {
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position;
  readonly context: vscode.ReferenceContext;
  readonly token: vscode.CancellationToken;
}

type What = 'model' | { readonly scheme: string };

export async function findReferences(face: Face, inspector: Inspector, sought: Sought): Promise<vscode.Location[]> {
  await face.catalog.load();
  const entry = face.catalog.entry(sought.document.uri);
  if (entry?.kind === 'model') return entry.model ? fromModel(face, inspector, entry.model, sought) : [];
  const { document, position, context, token } = sought;
  const target = (await face.language()).target(document.getText(), document.offsetAt(position));
  if (!target) return [];
  if (target.kind === 'integration') return usersOf(face, document, target.name, context.includeDeclaration);
  const found = await integrationsOf(
    face,
    target.modelId,
    target.kind === 'scheme' ? { scheme: target.name } : 'model',
  );
  if (!context.includeDeclaration) return found;
  const [definition] = await findDefinition(face, inspector, document, position, token);
  return definition ? [new vscode.Location(definition.targetUri, definition.targetRange), ...found] : found;
}

/** Of the title or the version of its document, or of one of its schemes; of nothing else is it known what it is. */
async function fromModel(
  face: Face,
  inspector: Inspector,
  model: Model,
  { document, position, context, token }: Sought,
): Promise<vscode.Location[]> {
  const language = await face.language();
  const titles = [...language.titlePaths, ...language.titlePaths.map((path) => [...path.slice(0, -1), 'version'])];
  const schemes = model.schemes.flatMap(({ name }) => language.schemePaths(name).map((path) => ({ name, path })));
  const ranges = await locateIn(inspector, document.uri, [...titles, ...schemes.map(({ path }) => path)], token);
  const index = ranges.findIndex((range) => range?.contains(position));
  const range = ranges[index];
  if (!range) return [];
  const scheme = schemes[index - titles.length];
  const found = await integrationsOf(face, model.id, scheme ? { scheme: scheme.name } : 'model');
  return context.includeDeclaration ? [new vscode.Location(document.uri, range), ...found] : found;
}

/** Where each integration of a model names it, or has credentials for a scheme of it. */
export async function integrationsOf(face: Face, modelId: string, what: What): Promise<vscode.Location[]> {
  const language = await face.language();
  const entries = entriesOf(face.catalog.homes, 'integration').filter((entry) => entry.modelId === modelId);
  const found = await Promise.all(entries.map(({ uri }) => placeIn(face, language, vscode.Uri.parse(uri), what)));
  return found.flat();
}

async function placeIn(face: Face, language: Language, uri: vscode.Uri, what: What): Promise<vscode.Location[]> {
  try {
    const text = await face.catalog.text(uri);
    const span = language.spanOf(text, what);
    if (span) return [new vscode.Location(uri, rangeOf(text, span))];
    return what === 'model' ? [new vscode.Location(uri, top)] : [];
  } catch {
    // It went away in the meantime.
    return [];
  }
}

async function usersOf(
  face: Face,
  document: vscode.TextDocument,
  name: string,
  includeDeclaration: boolean,
): Promise<vscode.Location[]> {
  const calls = await callsOf(face, document.uri, name);
  const found = calls.flatMap(({ uri, text }) => {
    const node = findNode(readJsonText(text).root, ['integration']);
    return node ? [new vscode.Location(uri, rangeOf(text, node))] : [];
  });
  const span = includeDeclaration ? (await face.language()).spanOf(document.getText(), 'name') : undefined;
  return span ? [new vscode.Location(document.uri, rangeOf(document.getText(), span)), ...found] : found;
}
