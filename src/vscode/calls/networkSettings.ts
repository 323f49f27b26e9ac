// VS Code's own settings of the network and ours, as one piece of data that stays the same until one of them changes.
import * as vscode from 'vscode';
import { asString } from '../../core/json.ts';
import type { NetworkSettings } from '../../core/network.ts';
import { settings } from '../settings.ts';

export class Network implements vscode.Disposable {
  #settings: NetworkSettings | undefined;
  readonly #watch = vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('http') || event.affectsConfiguration('integrations.network'))
        this.#settings = undefined;
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(() => (this.#settings = undefined)),
  );

  get settings(): NetworkSettings {
    return (this.#settings ??= read());
  }

  dispose(): void {
    this.#watch.dispose();
  }
}

function read(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  const text = (key: string): string => asString(http.get<unknown>(key)) ?? '';
  const { authorities, ...own } = settings.network();
  return {
    ...own,
    proxy: text('proxy'),
    noProxy: [http.get<unknown>('noProxy')].flat().filter((each) => typeof each === 'string'),
    useProxy: text('proxySupport') !== 'off',
    proxyStrictSSL: http.get<unknown>('proxyStrictSSL') !== false,
    proxyAuthorization: text('proxyAuthorization'),
    authorities: authorities.map(absolute),
    systemAuthorities: http.get<unknown>('systemCertificates') !== false,
  };
}

/** Of the authorities in the settings, those that are given as files. */
export const authorityFiles = (): readonly string[] =>
  settings
    .network()
    .authorities.filter((source) => !source.includes('-----BEGIN'))
    .map(absolute);

/** A path is relative to the first folder of the workspace; PEM text stays as it is. */
function absolute(source: string): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const isPath = !source.includes('-----BEGIN') && !/^([/\\]|[a-z]:[/\\])/i.test(source);
  return isPath && folder ? vscode.Uri.joinPath(folder.uri, source).fsPath : source;
}
