// What VS Code's own editor does for integrations beyond JSON, as one bundle that the first integration to be opened loads.
import type * as vscode from 'vscode';
import type { Inspector } from '../../core/preflight/inspector.ts';
import { findDefinition } from './definition.ts';
import { linksOf } from './links.ts';
import { findReferences, integrationsOf } from './references.ts';
import { prepareRename } from './rename.ts';
import { renameInEditor } from './renameInEditor.ts';
import { sourceActionsOf } from './sourceActions.ts';
import { hoverSecret } from './secretHover.ts';
import { showStatus } from './status.ts';
import type { Face } from '../face.ts';

export interface AdvancedView
  extends
    Required<vscode.RenameProvider>,
    vscode.DefinitionProvider,
    vscode.HoverProvider,
    vscode.ReferenceProvider,
    vscode.DocumentLinkProvider {
  /** Actions on the whole text. */
  readonly sourceActions: (
    document: vscode.TextDocument,
    only: vscode.CodeActionKind | undefined,
  ) => Promise<vscode.CodeAction[]>;
  /** Where each integration of a model names it. */
  readonly users: (modelId: string) => Promise<vscode.Location[]>;
  readonly dispose: () => void;
}

export function createAdvancedView(face: Face, inspector: Inspector): AdvancedView {
  const shown = showStatus(face);
  return {
    provideDefinition: (...given) => findDefinition(face, inspector, ...given),
    provideHover: (document, position) => hoverSecret(face, document, position),
    provideReferences: (document, position, context, token) =>
      findReferences(face, inspector, { document, position, context, token }),
    prepareRename: (document, position) => prepareRename(face, document, position),
    provideRenameEdits: (document, _position, newName, token) => renameInEditor(face, document, newName.trim(), token),
    provideDocumentLinks: (document) => linksOf(face, document),
    sourceActions: (document, only) => sourceActionsOf(face, document, only),
    users: (modelId) => integrationsOf(face, modelId, 'model'),
    dispose: () => void shown.dispose(),
  };
}
