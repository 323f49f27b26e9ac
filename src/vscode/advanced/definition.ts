// Where what an integration or a call document names is defined: in the model's document, or in the integration's own.
import * as vscode from 'vscode';
import type { ModelEntry } from '../../core/catalog.ts';
import type { Path } from '../../core/pointer.ts';
import type { Inspector } from '../../core/preflight/inspector.ts';
import { callLanguageId } from '../calls/callLenses.ts';
import type { Face } from '../face.ts';
import { calledAt } from './calls.ts';
import { locateIn, rangeOf, top } from './places.ts';

export async function findDefinition(
  face: Face,
  inspector: Inspector,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.LocationLink[]> {
  await face.catalog.load();
  if (document.languageId === callLanguageId) return ofCall(face, inspector, document, position, token);
  const language = await face.language();
  const text = document.getText();
  const target = language.target(text, document.offsetAt(position));
  const entry = target && target.kind !== 'integration' ? face.catalog.modelEntry(target.modelId) : undefined;
  if (!entry || !target || target.kind === 'integration') return [];
  const paths = target.kind === 'scheme' ? language.schemePaths(target.name) : language.titlePaths;
  return inModel(inspector, entry, paths, rangeOf(text, target.span), token);
}

/** The document is opened at its top where it does not show what is looked for, such as what a `$ref` leads to. */
async function inModel(
  inspector: Inspector,
  entry: ModelEntry,
  paths: readonly Path[],
  origin: vscode.Range,
  token: vscode.CancellationToken,
): Promise<vscode.LocationLink[]> {
  const targetUri = vscode.Uri.parse(entry.uri);
  const found = await locateIn(inspector, targetUri, paths, token);
  return [{ originSelectionRange: origin, targetUri, targetRange: found.find((range) => range) ?? top }];
}

async function ofCall(
  face: Face,
  inspector: Inspector,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.LocationLink[]> {
  const called = calledAt(face, document, position);
  if (!called) return [];
  const { integration, operation, range, key } = called;
  if (key === 'integration') {
    const uri = vscode.Uri.parse(integration.uri);
    const text = await face.catalog.text(uri);
    const span = (await face.language()).spanOf(text, 'name');
    return [{ originSelectionRange: range, targetUri: uri, targetRange: span ? rangeOf(text, span) : top }];
  }
  const entry = face.catalog.modelEntry(integration.modelId);
  if (!entry || !operation) return [];
  const path = ['paths', operation.path, operation.method.toLowerCase()];
  return inModel(inspector, entry, [path, ['model', ...path]], range, token);
}
