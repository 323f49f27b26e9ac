// The outline and breadcrumbs of an integration: what a scheme is stands beside its name, and no secret is shown.
import type { Node } from 'jsonc-parser';
import type { DocumentSymbol } from 'vscode-json-languageservice';
import { headOf } from '../integration.ts';
import type { Model } from '../model.ts';
import { startsWith, type Path } from '../pointer.ts';
import { isSecret, schemeTitle } from '../schema.ts';
import { isPlatformSecret, referencesIn } from '../secrets/secrets.ts';
import { authenticationPath, fieldSchema, schemeAt } from './fieldSchema.ts';

export function outline(
  symbols: readonly DocumentSymbol[],
  root: Node | undefined,
  models: ReadonlyMap<string, Model>,
): DocumentSymbol[] {
  const { service, modelId } = headOf(root);
  const model = models.get(modelId);
  const visit = (symbol: DocumentSymbol, parent: Path): DocumentSymbol => {
    const path = [...parent, symbol.name];
    const within = startsWith(path, service) ? path.slice(service.length) : undefined;
    const detail = within ? detailOf(symbol.detail ?? '', within, model) : symbol.detail;
    const children = symbol.children?.map((child) => visit(child, path));
    return { ...symbol, ...(detail !== undefined && { detail }), ...(children && { children }) };
  };
  return symbols.map((symbol) => visit(symbol, []));
}

function detailOf(detail: string, path: Path, model: Model | undefined): string {
  const schema = fieldSchema(model, path);
  const isHidden = schema && isSecret(schema) && detail !== '' && referencesIn(detail).length === 0;
  if (isHidden && !isPlatformSecret(detail)) return hidden;
  const scheme = path.length === authenticationPath.length + 1 ? schemeAt(model, path) : undefined;
  return scheme && detail === '' ? schemeTitle(scheme) : detail;
}

const hidden = '••••••';
