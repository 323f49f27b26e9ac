// What one does with a call document, above its text.
import * as vscode from 'vscode';

export const callLanguageId = 'integration-call';

export function registerCallLenses(): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider({ language: callLanguageId }, { provideCodeLenses });
}

function provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
  const top = new vscode.Range(0, 0, 0, 0);
  const lens = (title: string, command: string): vscode.CodeLens =>
    new vscode.CodeLens(top, { title, command, arguments: [uri] });
  return [
    lens(vscode.l10n.t('$(play) Send'), 'integrations.sendCall'),
    lens(vscode.l10n.t('$(eye) Preview'), 'integrations.previewCall'),
    lens(vscode.l10n.t('$(terminal) Copy as cURL'), 'integrations.copyAsCurl'),
  ];
}
