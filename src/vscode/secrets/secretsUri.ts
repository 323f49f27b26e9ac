// The address of the table of secrets.
import * as vscode from 'vscode';

export const secretsScheme = 'integration-secrets';

/** Its name is what the tab says. */
export const secretsUri = (): vscode.Uri =>
  vscode.Uri.from({
    scheme: secretsScheme,
    path: `/${vscode.l10n.t('Where Are My Secrets?').replaceAll(/[/\\?]/g, '')}.md`,
  });
