// Everything that the parts of the face share, made once by the extension's entry point.
import type * as vscode from 'vscode';
import type { Language } from '../core/language.ts';
import type { ModelReader } from '../core/models/modelReader.ts';
import type { Certificates } from '../core/form/pem.ts';
import type { ListenForRedirect } from '../core/schemes/oauth/redirectListener.ts';
import type { TestCalls } from '../core/calls/testCalls.ts';
import type { Tokens } from '../core/tokens.ts';
import type { World } from '../core/world.ts';
import type { CallDocuments } from './calls/callDocuments.ts';
import type { CallsView } from './calls/callsView.ts';
import type { Connections } from './platforms/connections.ts';
import type { EditorReturn } from './calls/editorReturn.ts';
import type { FolderCatalog } from './catalog/folderCatalog.ts';
import type { IntegrationLogs } from './logging/integrationLogs.ts';
import type { ModelProblems } from './problems/modelProblems.ts';
import type { Platforms } from './platforms/platforms.ts';
import type { Previews } from './previews.ts';
import type { Problems } from './problems/problems.ts';
import type { Reports } from './calls/reports.ts';
import type { Secrets } from './secrets/secrets.ts';
import type { SyncActions } from './sync/syncActions.ts';
import type { Tree } from './tree/tree.ts';

export interface Face {
  readonly catalog: FolderCatalog;
  readonly models: ModelReader;
  readonly problems: Problems;
  readonly modelProblems: ModelProblems;
  readonly previews: Previews;
  readonly reports: Reports;
  readonly secrets: Secrets;
  readonly tree: Tree;
  readonly calls: CallsView;
  readonly log: vscode.LogOutputChannel;
  /** These come from bundles of their own, loaded at the first use. */
  readonly language: () => Promise<Language>;
  readonly testCalls: () => Promise<TestCalls>;
  readonly certificates: () => Promise<Certificates>;
  readonly callDocuments: () => Promise<CallDocuments>;
  readonly logs: () => Promise<IntegrationLogs>;
  /** What a secret is, depends on the document that refers to it. */
  readonly world: Omit<World, 'secret'> & Required<Pick<World, 'checkBody'>>;
  /** Of all test calls of this window; the owner is an integration's URI. */
  readonly tokens: Tokens;
  /** This extension, as it names itself in what it exports. */
  readonly creator: { readonly name: string; readonly version: string };
  readonly listenForRedirect: ListenForRedirect;
  readonly editorReturn: EditorReturn;
  /** What the user chose last, of this workspace: the operation of an integration. */
  readonly memory: vscode.Memento;
  /** To platforms; what is behind them comes from a bundle of its own. */
  readonly connections: Connections;
  readonly platforms: () => Promise<Platforms>;
  readonly syncs: () => Promise<SyncActions>;
}
