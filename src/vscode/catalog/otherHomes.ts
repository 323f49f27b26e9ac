// Homes of documents that are no folders of the workspace, as the catalog of the folders takes them in: platforms.
import type * as vscode from 'vscode';
import type { Home } from '../../core/catalog.ts';

/** What can be asked of platforms. */
export interface RemoteHomes {
  /** Lists what a home holds, if that is not known yet; what goes wrong is in the home's state. */
  open(home: string): Promise<void>;
  /** Reads the document of a model that is only listed. */
  readModel(uri: vscode.Uri): Promise<void>;
  /** Lists anew what is open. */
  reload(): Promise<void>;
}

export interface OtherHomes extends RemoteHomes {
  readonly homes: readonly Home[];
  readonly onDidChange: vscode.Event<readonly vscode.Uri[]>;
}
