// What the small parts that start with the extension want of the platforms, whose bundle is loaded with the first of it.
import type * as vscode from 'vscode';
import type { RemoteHomes } from '../catalog/otherHomes.ts';

/** The documents of all platforms by their addresses. */
export interface DocumentStore {
  stat(uri: vscode.Uri): Promise<vscode.FileStat>;
  list(uri: vscode.Uri): Promise<[string, vscode.FileType][]>;
  read(uri: vscode.Uri): Promise<Uint8Array>;
  write(uri: vscode.Uri, content: Uint8Array): Promise<void>;
  delete(uri: vscode.Uri): Promise<void>;
}

export interface PlatformStore extends RemoteHomes {
  readonly documents: DocumentStore;
}
