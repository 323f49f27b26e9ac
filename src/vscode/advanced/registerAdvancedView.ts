// Tells VS Code what the Advanced View can do; how it does it is loaded when an integration is first opened.
import * as vscode from 'vscode';
import type { AdvancedView } from './advancedView.ts';
import { callLanguageId } from '../calls/callLenses.ts';
import type { Face } from '../face.ts';
import { modelDocuments, registerLenses } from './lenses.ts';

export function registerAdvancedView(face: Face, advancedView: () => Promise<AdvancedView>): vscode.Disposable {
  const { languages } = vscode;
  const integrations = { language: 'integration' };
  const definitions: vscode.DefinitionProvider = {
    provideDefinition: async (...given) => (await advancedView()).provideDefinition(...given),
  };
  return vscode.Disposable.from(
    registerLenses(face, advancedView),
    languages.registerDefinitionProvider([integrations, { language: callLanguageId }], definitions),
    languages.registerHoverProvider([integrations, { language: callLanguageId }], {
      provideHover: async (...given) => (await advancedView()).provideHover(...given),
    }),
    languages.registerReferenceProvider([integrations, ...modelDocuments], {
      provideReferences: async (document, ...given) =>
        document.languageId === 'integration' || face.catalog.entry(document.uri)?.kind === 'model'
          ? (await advancedView()).provideReferences(document, ...given)
          : [],
    }),
    languages.registerRenameProvider(integrations, {
      prepareRename: async (...given) => (await advancedView()).prepareRename(...given),
      provideRenameEdits: async (...given) => (await advancedView()).provideRenameEdits(...given),
    }),
    languages.registerDocumentLinkProvider(integrations, {
      provideDocumentLinks: async (...given) => (await advancedView()).provideDocumentLinks(...given),
    }),
    languages.registerCodeActionsProvider(
      integrations,
      {
        provideCodeActions: async (document, _range, { only }) => (await advancedView()).sourceActions(document, only),
      },
      { providedCodeActionKinds: kinds.map((kind) => vscode.CodeActionKind.Empty.append(kind)) },
    ),
    onIntegration(() => void advancedView()),
  );
}

const kinds = ['source.fixAll.integration', 'source.sortKeys.integration', 'refactor.rewrite.integration'];

/** At each integration that is opened, in whichever face, and once for those that are open already. */
function onIntegration(run: () => void): vscode.Disposable {
  const look = ({ languageId }: vscode.TextDocument): void => {
    if (languageId === 'integration') run();
  };
  setTimeout(() => vscode.workspace.textDocuments.forEach(look));
  return vscode.workspace.onDidOpenTextDocument(look);
}
