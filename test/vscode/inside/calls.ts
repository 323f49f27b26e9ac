// Test calls as a person makes them, and a service on loopback that says what reached it.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { eventually } from '../eventually.ts';
import { untilNotified } from './notifications.ts';

/** Calls an operation without parameters and gives what VS Code says about it. */
export async function call(uri: vscode.Uri, operation: string): Promise<string> {
  await vscode.commands.executeCommand('notifications.clearAll');
  await vscode.commands.executeCommand('integrations.testCall', uri, operation);
  return untilNotified(`· ${operation}: `);
}

export interface Service {
  readonly port: number;
  /** `GET /path` of everything that came. */
  readonly requests: string[];
  readonly close: () => void;
}

export async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Service> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    answer(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { port: (server.address() as AddressInfo).port, requests, close };
}

/** The text of an integration that calls another port. */
export const withPort =
  (port: number) =>
  (text: string): string =>
    text.replace(/"port": \d+/, `"port": ${port}`);

/** The response document of an integration's last call. */
export async function responseOf(uri: vscode.Uri): Promise<string> {
  await vscode.commands.executeCommand('integrations.showResponse', uri);
  const editor = await eventually(() => {
    const shown = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.scheme === 'integration-response',
    );
    assert.equal(shown?.document.uri.query, uri.toString());
    assert.notEqual(shown.document.getText(), '');
    return shown;
  });
  return editor.document.getText();
}

/** What stands in an output channel, which a command may have to show first. */
export async function outputText(title: string, command?: string): Promise<string> {
  if (command) await vscode.commands.executeCommand(command);
  const document = await eventually(() => {
    const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'output' && uri.path.includes(title));
    assert.ok(shown, vscode.workspace.textDocuments.map(({ uri }) => uri.toString()).join());
    return shown;
  });
  return document.getText();
}
