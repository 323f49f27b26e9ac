// The schema of the environments file, at an address that the manifest names: VS Code's JSON editor reads it like any file.
import * as vscode from 'vscode';
import { environmentsSchema } from '../../core/sync/environmentsSchema.ts';

/** No connection has an id with a dot. */
const authority = 'json.schemas';

export const isSchema = (uri: vscode.Uri): boolean => uri.authority === authority;

export const schemaBytes = (): Uint8Array => new TextEncoder().encode(environmentsSchema());

export function schemaStat(mtime: number): vscode.FileStat {
  const { length } = schemaBytes();
  return { type: vscode.FileType.File, ctime: mtime, mtime, size: length, permissions: vscode.FilePermission.Readonly };
}
