// The details of a model as a read-only document in VS Code's own editor, with what one does next above it.
import * as vscode from 'vscode';
import { entriesOf, type ModelEntry } from '../../core/catalog.ts';
import { modelDetails } from '../../core/models/modelDetails.ts';
import type { Problem } from '../../core/problem.ts';
import type { FolderCatalog } from '../catalog/folderCatalog.ts';
import { refusalFor } from '../platforms/permitted.ts';

const scheme = 'integration-model';

export function detailsUri({ uri, model }: ModelEntry): vscode.Uri {
  const name = (model?.id ?? '').replaceAll(/[\\/:]+/g, ' ');
  return vscode.Uri.from({ scheme, path: `/${name}.md`, query: uri });
}

export function registerModelDetails(catalog: FolderCatalog): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const redraw = (): void => {
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === scheme) changed.fire(uri);
  };
  const lensesChanged = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    lensesChanged,
    catalog.onDidChange(redraw),
    catalog.onDidChange(() => lensesChanged.fire()),
    vscode.languages.onDidChangeDiagnostics(redraw),
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: async ({ query }) => {
        await catalog.load();
        return textOf(catalog, query);
      },
    }),
    vscode.languages.registerCodeLensProvider(
      { scheme },
      {
        onDidChangeCodeLenses: lensesChanged.event,
        provideCodeLenses: ({ uri }) => lenses(catalog, vscode.Uri.parse(uri.query)),
      },
    ),
  );
}

function textOf(catalog: FolderCatalog, uri: string): string {
  const entry = catalog.entry(vscode.Uri.parse(uri));
  if (entry?.kind !== 'model' || !entry.model) return vscode.l10n.t('This model is no longer there.');
  const { model, file } = entry;
  const integrations = entriesOf(catalog.homes, 'integration').filter(({ modelId }) => modelId === model.id);
  return modelDetails({
    model,
    file,
    problems: problemsOf(uri),
    integrations: integrations.map(({ name }) => name).sort(),
  });
}

/** What a validation has put into the Problems panel. */
function problemsOf(uri: string): Problem[] {
  const own = vscode.languages.getDiagnostics(vscode.Uri.parse(uri)).filter(({ source }) => source === 'integration');
  return own.map(({ message, severity, code }) => ({
    code: codeText(code),
    severity: words[severity],
    message,
    path: [],
  }));
}

const words = ['error', 'warning', 'information', 'information'] as const;

function codeText(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}

function lenses(catalog: FolderCatalog, uri: vscode.Uri): vscode.CodeLens[] {
  const top = new vscode.Range(0, 0, 0, 0);
  const mayCreate = refusalFor({ catalog }, 'newIntegration', uri) === undefined;
  const lens = (title: string, command: string): vscode.CodeLens =>
    new vscode.CodeLens(top, { title, command, arguments: [uri] });
  return [
    ...(mayCreate ? [lens(vscode.l10n.t('$(add) Integration'), 'integrations.newIntegration')] : []),
    lens(vscode.l10n.t('$(checklist) Validate'), 'integrations.validateModel'),
    lens(vscode.l10n.t('$(go-to-file) Open Document'), 'integrations.openModel'),
  ];
}
