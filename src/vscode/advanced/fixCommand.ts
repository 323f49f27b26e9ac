// Quick fixes that are no change of the text, as the commands that carry them out.
import type * as vscode from 'vscode';
import type { Fix } from '../../core/problem.ts';

export function fixCommand(uri: vscode.Uri, { title, trust, run, path }: Fix): vscode.Command | undefined {
  if (trust) {
    const { server, fingerprint, subject } = trust;
    return { command: 'integrations.trustCertificate', title, arguments: [server, fingerprint, subject] };
  }
  if (run === 'moveSecret') return { command: 'integrations.moveSecret', title, arguments: [uri, path] };
  return run && { command: 'integrations.importModel', title };
}
