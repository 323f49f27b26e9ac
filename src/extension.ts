// The extension's entry point: makes what its parts share and hands it to them. Nothing is read and nothing is sent here.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CallLanguage } from './core/callDocuments/callLanguage.ts';
import type { Language } from './core/language.ts';
import type { ModelReader } from './core/models/modelReader.ts';
import type { TestCalls } from './core/calls/testCalls.ts';
import { createTokens } from './core/tokens.ts';
import { ACCEPT_ENCODING } from './net/codings.ts';
import { createInspector } from './net/models/inspect.ts';
import type { LocalModelReader } from './net/models/modelReader.ts';
import type { RefusedSecrets } from './net/platform/platformSession.ts';
import type { Send } from './net/send.ts';
import type { Actions } from './vscode/actions.ts';
import type { CallDocuments } from './vscode/calls/callDocuments.ts';
import type { AdvancedView } from './vscode/advanced/advancedView.ts';
import { callLanguageId, registerCallLenses } from './vscode/calls/callLenses.ts';
import { CallsView } from './vscode/calls/callsView.ts';
import { ConnectionDrag } from './vscode/platforms/connectionDrag.ts';
import { Connections } from './vscode/platforms/connections.ts';
import { EditorReturn } from './vscode/calls/editorReturn.ts';
import { FormEditor } from './vscode/form/editor.ts';
import type { Face } from './vscode/face.ts';
import { followFirstSteps } from './vscode/firstSteps.ts';
import { FolderCatalog } from './vscode/catalog/folderCatalog.ts';
import { formViewType } from './vscode/form/formViewType.ts';
import { registerLanguage } from './vscode/advanced/language.ts';
import type { IntegrationLogs } from './vscode/logging/integrationLogs.ts';
import { registerModelActions } from './vscode/models/modelActions.ts';
import { ModelProblems } from './vscode/problems/modelProblems.ts';
import { registerModelDetails } from './vscode/models/modelDetails.ts';
import { followMoves } from './vscode/catalog/moves.ts';
import { Network } from './vscode/calls/networkSettings.ts';
import type { PlatformParts, Platforms } from './vscode/platforms/platforms.ts';
import { Previews } from './vscode/previews.ts';
import { Problems } from './vscode/problems/problems.ts';
import { registerAdvancedView } from './vscode/advanced/registerAdvancedView.ts';
import { registerCommands, type Manifest } from './vscode/registerCommands.ts';
import { RemoteFiles } from './vscode/platforms/remoteFiles.ts';
import { Reports } from './vscode/calls/reports.ts';
import { registerResponses } from './vscode/calls/responses.ts';
import { Secrets } from './vscode/secrets/secrets.ts';
import { registerSecretsDocument } from './vscode/secrets/secretsDocument.ts';
import type { SyncActions } from './vscode/sync/syncActions.ts';
import { followTitles } from './vscode/platforms/titleRefusals.ts';
import { Tree } from './vscode/tree/tree.ts';

export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const sender = once(async (): Promise<Send> =>
    (await import('./net/send.ts')).createSend({ settings: () => network.settings }),
  );
  const language = once(async (): Promise<Language> => {
    const { createLanguage } = await import('./core/language.ts');
    // Loading it is long enough for one turn.
    await new Promise((resume) => setTimeout(resume, 0));
    return createLanguage();
  });
  const testCalls = once(async (): Promise<TestCalls> => (await import('./core/calls/testCalls.ts')).testCalls);

  const reader = once(async (): Promise<LocalModelReader> =>
    (await import('./net/models/modelReader.ts')).createModelReader({
      worker: vscode.Uri.joinPath(context.extensionUri, 'dist/modelWorker.js').fsPath,
      cache: vscode.Uri.joinPath(context.globalStorageUri, 'models').fsPath,
      ...(vscode.l10n.bundle && { texts: vscode.l10n.bundle }),
    }),
  );
  const models: ModelReader = {
    read: async (...question) => (await reader()).read(...question),
    readOperation: async (...question) => (await reader()).readOperation(...question),
    filesOf: async (...question) => (await reader()).filesOf(...question),
  };

  const manifest = context.extension.packageJSON as Manifest & { readonly version: string };
  const creator = { name: 'Integration Essentials', version: manifest.version };
  const network = new Network();
  const log = vscode.window.createOutputChannel('Integrations', { log: true });
  const secrets = new Secrets(context.secrets, process.env);
  const own = { storage: context.globalStorageUri, keys: context.secrets, owner: String(process.pid), isAlive };
  const platforms = once(async (): Promise<Platforms> => {
    const { Platforms } = await import('./vscode/platforms/onPlatforms.ts');
    return new Platforms({ connections, files, models, secrets, log, createPlatform, checkCertificate, ...own });
  });
  const refusedSecrets: RefusedSecrets = new Map();
  const createPlatform: PlatformParts['createPlatform'] = async (connection, secret, trust) =>
    (await import('./net/platform/platform.ts')).createPlatform({
      connection,
      secret,
      trust,
      refusedSecrets,
      send: world.send,
      now: world.now,
    });
  const checkCertificate: PlatformParts['checkCertificate'] = async (certificate) =>
    (await import('./net/tls/clientCertificate.ts')).checkClientCertificate(certificate, world.now());
  const connections = new Connections(context.globalState, context.secrets, platforms);
  const files = new RemoteFiles(platforms);
  const catalog = new FolderCatalog(models, connections);
  const worker = vscode.Uri.joinPath(context.extensionUri, 'dist/preflightWorker.js').fsPath;
  const inspector = createInspector(worker, vscode.l10n.bundle);
  const modelProblems = new ModelProblems(inspector, catalog, models);
  const reports = new Reports();
  const problems = new Problems(catalog, reports, secrets, language);
  const callLanguage = async (): Promise<CallLanguage> => (await import('./core/language.ts')).createCallLanguage();
  const callDocuments = once(
    async (): Promise<CallDocuments> =>
      new (await import('./vscode/calls/callDocuments.ts')).CallDocuments(catalog, models, { callLanguage, testCalls }),
  );
  const logs = once(async (): Promise<IntegrationLogs> => {
    const [face, net] = await Promise.all([
      import('./vscode/logging/integrationLogs.ts'),
      import('./net/logging/logSinks.ts'),
    ]);
    const sinks = net.createLogSinks({
      settings: () => network.settings,
      folder: context.logUri.fsPath,
      software: creator,
      tell: (sentence) => log.warn(sentence),
      now: () => Date.now(),
    });
    return new face.IntegrationLogs(catalog, sinks, log);
  });
  loggers.push(logs);
  const previews = new Previews();
  const tokens = createTokens(() => Date.now());
  const tree = new Tree(catalog, problems, reports, tokens, new ConnectionDrag(connections));
  const calls = new CallsView(reports);
  const world: Face['world'] = {
    send: async (request, wire, signal) => (await sender()).send(request, wire, signal),
    acceptEncoding: ACCEPT_ENCODING,
    now: () => Date.now(),
    tokens,
    checkBody: async (...given) => (await reader()).checkBody(...given),
    checkCertificate: async (certificate, now) =>
      (await import('./net/tls/clientCertificate.ts')).checkClientCertificate(certificate, now),
  };
  const syncs = once(
    async (): Promise<SyncActions> => new (await import('./vscode/platforms/onPlatforms.ts')).Syncs(face, own),
  );
  const editorReturn = new EditorReturn(context.extension.id);
  const face: Face = {
    catalog,
    models,
    problems,
    modelProblems,
    callDocuments,
    logs,
    previews,
    reports,
    secrets,
    tree,
    calls,
    log,
    language,
    testCalls,
    certificates: async () => (await import('./net/tls/readPem.ts')).certificates,
    world,
    tokens,
    editorReturn,
    creator,
    listenForRedirect: async (...given) => (await import('./net/redirectListener.ts')).listenForRedirect(...given),
    memory: context.workspaceState,
    connections,
    platforms,
    syncs,
  };
  const actions = once(async (): Promise<Actions> => (await import('./vscode/actions.ts')).createActions(face));
  const advancedView = once(async (): Promise<AdvancedView> =>
    (await import('./vscode/advanced/advancedView.ts')).createAdvancedView(face, inspector),
  );
  const form = new FormEditor(actions, vscode.Uri.joinPath(context.extensionUri, 'dist'));
  context.subscriptions.push(
    log,
    network,
    connections,
    catalog,
    secrets,
    problems,
    modelProblems,
    previews,
    reports,
    tree,
    calls,
    vscode.window.registerUriHandler(editorReturn),
    RemoteFiles.register(files),
    registerCommands(face, manifest, actions),
    registerLanguage(face, actions),
    registerAdvancedView(face, advancedView),
    registerCallLenses(),
    registerModelActions(modelProblems, inspector),
    registerResponses(reports),
    registerModelDetails(catalog),
    followTitles(catalog),
    followMoves(face),
    followFirstSteps(face),
    registerSecretsDocument(face, actions),
    vscode.window.registerCustomEditorProvider(formViewType, form, { supportsMultipleEditorsPerDocument: true }),
    onCallDocument(() => void callDocuments()),
    { dispose: () => void advancedView.made?.then((made) => made.dispose()) },
    { dispose: () => void callDocuments.made?.then((made) => made.dispose()) },
    { dispose: () => void logs.made?.then((made) => made.dispose()) },
    { dispose: () => void syncs.made?.then((made) => made.dispose()) },
    { dispose: () => void platforms.made?.then((made) => made.dispose()) },
    { dispose: () => void sender.made?.then(({ close }) => close()) },
    { dispose: () => void reader.made?.then((made) => made.close()) },
  );
}

/** Of what was activated. */
const loggers: Once<IntegrationLogs>[] = [];

/** VS Code waits a moment for the last lines of a log. */
export async function deactivate(): Promise<void> {
  await Promise.all(loggers.splice(0).map(async ({ made }) => (await made)?.flush()));
}

/** At each call document that is opened, and once for those that are open already: one may be what the extension was started for. */
function onCallDocument(run: () => void): vscode.Disposable {
  const look = ({ languageId }: vscode.TextDocument): void => {
    if (languageId === callLanguageId) run();
  };
  setTimeout(() => vscode.workspace.textDocuments.forEach(look));
  return vscode.workspace.onDidOpenTextDocument(look);
}

/** Signal 0 only asks whether there is such a process. */
function isAlive(pid: string): boolean {
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    // Somebody else's process is there too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

interface Once<T> {
  (): Promise<T>;
  /** What was made, if it ever was. */
  made?: Promise<T>;
}

function once<T>(make: () => Promise<T>): Once<T> {
  // What could not be made may be made the next time.
  const get: Once<T> = () =>
    (get.made ??= make().catch((error: unknown) => {
      delete get.made;
      throw error;
    }));
  return get;
}
