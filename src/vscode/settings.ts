// The extension's settings, read when they are needed.
import * as vscode from 'vscode';
import { readSeverities, type Severities } from '../core/preflight/severities.ts';

const read = <T>(key: string, scope: vscode.ConfigurationScope | undefined, fallback: T): T =>
  vscode.workspace.getConfiguration('integrations', scope).get<T>(key, fallback);

export const settings = {
  /** Globs of the files that hold integrations and models. */
  files: (
    folder: vscode.WorkspaceFolder,
  ): { readonly integration: readonly string[]; readonly model: readonly string[] } => ({
    integration: read('files.integrations', folder, ['**/*.integration.json']),
    model: read('files.models', folder, ['**/*.integration_model.json', '**/OpenAPIs/**/*.json']),
  }),
  /** Milliseconds for a whole test call. */
  timeout: (uri: vscode.Uri): number => read('call.timeout', uri, 15_000),
  /** Severities of the pre-flight's rules, where they are not the rules' own. */
  rules: (uri: vscode.Uri): Severities => readSeverities(read('models.rules', uri, {})),
};
