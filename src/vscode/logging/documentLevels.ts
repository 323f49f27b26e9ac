// Sets the levels of an integration in its `loggerProps`: of a file, or of whatever else an editor shows as a document.
import * as vscode from 'vscode';
import { readIntegration } from '../../core/integration.ts';
import type { LevelStore } from '../../core/logging/levelStore.ts';
import { levelChange } from '../../core/logging/settings.ts';
import { editDocument, setChange } from '../edits.ts';

/** A document without other changes is saved along with it; one with unsaved changes stays unsaved. */
export const documentLevels: LevelStore = {
  async setLevel(integration, transport, level) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(integration));
    const wasDirty = document.isDirty;
    const change = levelChange(readIntegration(document.getText()), transport, level);
    if (!change) return 'unconfigured';
    if ((await editDocument(document, setChange(change))) !== undefined) return 'refused';
    return wasDirty || (await document.save()) ? 'set' : 'refused';
  },
};
