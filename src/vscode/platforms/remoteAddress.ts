// The addresses of a platform's documents: `integration://CONNECTION/NAME.integration.json` and `…/models/ID.integration_model.json`.
import * as vscode from 'vscode';

export const remoteScheme = 'integration';

export const isRemote = ({ scheme }: vscode.Uri): boolean => scheme === remoteScheme;

/** The id of the home of a document, or of a connection. */
export const remoteHome = ({ authority }: Pick<vscode.Uri, 'authority'>): string => `${remoteScheme}://${authority}`;

export const platformUri = (connection: string): vscode.Uri =>
  vscode.Uri.from({ scheme: remoteScheme, authority: connection });

const integrationEnding = '.integration.json';
const modelEnding = '.integration_model.json';

export function integrationUri(connection: string, name: string): vscode.Uri {
  return vscode.Uri.from({ scheme: remoteScheme, authority: connection, path: `/${name}${integrationEnding}` });
}

/** A title may hold a slash; what is encoded here, a URI encodes once more. */
export function modelUri(connection: string, id: string): vscode.Uri {
  const path = `/models/${encodeURIComponent(id)}${modelEnding}`;
  return vscode.Uri.from({ scheme: remoteScheme, authority: connection, path });
}

export type RemotePlace =
  | { readonly kind: 'integration'; readonly name: string }
  | { readonly kind: 'model'; readonly id: string }
  | { readonly kind: 'folder' };

/** Undefined for an address that no document of a platform has. */
export function placeOf({ path }: vscode.Uri): RemotePlace | undefined {
  if (path === '/' || path === '' || path === '/models' || path === '/models/') return { kind: 'folder' };
  const [, id] = /^\/models\/([^/]+)\.integration_model\.json$/.exec(path) ?? [];
  if (id !== undefined) return { kind: 'model', id: decodeURIComponent(id) };
  const [, name] = /^\/([^/]+)\.integration\.json$/.exec(path) ?? [];
  return name === undefined ? undefined : { kind: 'integration', name };
}
