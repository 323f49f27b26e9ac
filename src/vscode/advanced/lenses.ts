// What one does with an integration, above its text; and with a model, above its document.
import * as vscode from 'vscode';
import { entriesOf } from '../../core/catalog.ts';
import type { AdvancedView } from './advancedView.ts';
import type { Face } from '../face.ts';
import { refusalFor } from '../platforms/permitted.ts';
import { isOwn } from '../problems/problems.ts';

const top = new vscode.Range(0, 0, 0, 0);

class UsersLens extends vscode.CodeLens {
  constructor(
    readonly uri: vscode.Uri,
    readonly modelId: string,
    readonly count: number,
  ) {
    super(top);
  }
}

export const modelDocuments = ['json', 'jsonc', 'yaml'].map((language) => ({ language }));

export function registerLenses(
  { catalog }: Pick<Face, 'catalog'>,
  advancedView: () => Promise<AdvancedView>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const lens = (title: string, command: string, uri: vscode.Uri): vscode.CodeLens =>
    new vscode.CodeLens(top, { title, command, arguments: [uri] });
  const integrations: vscode.CodeLensProvider = {
    provideCodeLenses: ({ uri }) =>
      isOwn(uri)
        ? [
            lens(vscode.l10n.t('$(play) Test Call'), 'integrations.testCall', uri),
            lens(vscode.l10n.t('$(preview) Open Form'), 'integrations.openForm', uri),
          ]
        : [],
  };
  const models: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: ({ uri }) => {
      const entry = catalog.entry(uri);
      if (entry?.kind !== 'model' || !entry.model) return [];
      const { id } = entry.model;
      const users = entriesOf(catalog.homes, 'integration').filter(({ modelId }) => modelId === id);
      return [
        ...(refusalFor({ catalog }, 'newIntegration', uri) === undefined
          ? [lens(vscode.l10n.t('$(add) Integration'), 'integrations.newIntegration', uri)]
          : []),
        ...(users.length > 0 ? [new UsersLens(uri, id, users.length)] : []),
      ];
    },
    resolveCodeLens: async (given) => (given instanceof UsersLens ? withUsers(given, await advancedView()) : given),
  };
  return vscode.Disposable.from(
    changed,
    catalog.onDidChange(() => changed.fire()),
    vscode.languages.registerCodeLensProvider({ language: 'integration' }, integrations),
    vscode.languages.registerCodeLensProvider(modelDocuments, models),
  );
}

async function withUsers(lens: UsersLens, { users }: AdvancedView): Promise<vscode.CodeLens> {
  const { uri, modelId, count } = lens;
  const title = count === 1 ? vscode.l10n.t('1 integration') : vscode.l10n.t('{0} integrations', count);
  const places = [uri, top.start, await users(modelId)];
  lens.command = { title, command: 'editor.action.showReferences', arguments: places };
  return lens;
}
