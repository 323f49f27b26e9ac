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
    integration: globs(read('files.integrations', folder, ['**/*.integration.json'])),
    model: globs(
      read('files.models', folder, ['**/*.integration_model.{json,yaml,yml}', '**/OpenAPIs/**/*.{json,yaml,yml}']),
    ),
  }),
  /** Milliseconds for a whole test call. */
  timeout: (uri: vscode.Uri): number => Math.max(100, Number(read<unknown>('call.timeout', uri, 15_000)) || 15_000),
  /** How the browser comes back from a sign-in. */
  signInReturn: (uri: vscode.Uri): 'port' | 'localhost' | 'editor' => {
    const value = read<unknown>('signIn.return', uri, 'port');
    return value === 'localhost' || value === 'editor' ? value : 'port';
  },
  /** The port of this machine to which browsers come back from a sign-in. */
  redirectPort: (uri: vscode.Uri): number => Number(read<unknown>('signIn.port', uri, 28_790)) || 28_790,
  /** Severities of the pre-flight's rules, where they are not the rules' own. */
  rules: (uri: vscode.Uri): Severities => readSeverities(read('models.rules', uri, {})),
};

/** Whatever a settings file holds. */
function globs(value: unknown): readonly string[] {
  return [value].flat().filter((glob) => typeof glob === 'string' && glob !== '') as string[];
}
