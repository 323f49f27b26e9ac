// The extension's settings, read when they are needed.
import * as vscode from 'vscode';
import { asObject } from '../core/json.ts';
import type { NetworkSettings } from '../core/network.ts';
import type { WireSettings } from '../core/request.ts';
import { readSeverities, type Severities } from '../core/preflight/severities.ts';

const read = <T>(key: string, scope: vscode.ConfigurationScope | undefined, fallback: T): T =>
  vscode.workspace.getConfiguration('integrations', scope).get<T>(key, fallback);

export const settings = {
  /** Globs of the files that hold integrations and models. */
  files: (
    folder: vscode.WorkspaceFolder,
  ): { readonly integration: readonly string[]; readonly model: readonly string[] } => ({
    integration: texts(read('files.integrations', folder, ['**/*.integration.json'])),
    model: texts(
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
  /** How a test call travels, beside its time limit. */
  wire: (uri: vscode.Uri): WireSettings => ({
    deadlines: {
      connect: number(read('call.connectTimeout', uri, 0)),
      headers: number(read('call.headersTimeout', uri, 0)),
      body: number(read('call.bodyTimeout', uri, 0)),
    },
    redirects: number(read('call.redirects', uri, 0)),
    retries: number(read('call.retries', uri, 0)),
    maxSaved: number(read('call.largestBody', uri, 100)) * 1_000_000,
  }),
  network: (): Pick<NetworkSettings, 'stack' | 'authorities' | 'serverNames' | 'trustedCertificates'> => ({
    stack: read<unknown>('network.stack', undefined, 'undici') === 'vscode' ? 'vscode' : 'undici',
    authorities: texts(read('network.certificateAuthorities', undefined, [])),
    serverNames: asObject(read('network.serverNames', undefined, {})) as Record<string, string>,
    trustedCertificates: asObject(read('network.trustedCertificates', undefined, {})) as Record<string, string>,
  }),
  /** On this machine, for all folders. */
  trustCertificate: (server: string, fingerprint: string): Thenable<void> => {
    const configuration = vscode.workspace.getConfiguration('integrations');
    const trusted = { ...settings.network().trustedCertificates, [server]: fingerprint };
    return configuration.update('network.trustedCertificates', trusted, vscode.ConfigurationTarget.Global);
  },
  /** The call that changes the level of a platform's integration: the saving of it, or that of adapters. */
  levelCall: (): 'integration' | 'adapter' =>
    read<unknown>('platform.logLevelCall', undefined, 'integration') === 'adapter' ? 'adapter' : 'integration',
  /** Severities of the pre-flight's rules, where they are not the rules' own. */
  rules: (uri: vscode.Uri): Severities => readSeverities(read('models.rules', uri, {})),
};

// Whatever a settings file holds.

const texts = (value: unknown): readonly string[] =>
  [value].flat().filter((text): text is string => typeof text === 'string' && text !== '');

const number = (value: unknown): number => Math.max(0, Math.floor(Number(value)) || 0);
