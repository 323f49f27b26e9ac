// What the buttons of the form do.
import * as vscode from 'vscode';
import type { Path } from '../../core/pointer.ts';
import type { PageCommand } from '../../protocol.ts';
import { revealPath } from '../reveal.ts';

type Run = (uri: vscode.Uri, path?: Path) => Thenable<unknown>;

const command =
  (id: string): Run =>
  (uri) =>
    vscode.commands.executeCommand(`integrations.${id}`, uri);

export const pageCommandTable: Readonly<Record<PageCommand, Run>> = {
  testCall: command('testCall'),
  clone: command('cloneIntegration'),
  delete: command('deleteIntegration'),
  advancedView: (uri, path) =>
    path ? revealPath(uri, path) : vscode.commands.executeCommand('integrations.openAdvancedView', uri),
  openModel: command('openModel'),
  showLog: (uri) => vscode.commands.executeCommand('integrations.openLog', uri, 'console'),
  revealInTree: command('revealInTree'),
  copyPath: (uri) => vscode.env.clipboard.writeText(uri.fsPath),
  addSyslog: command('addSyslog'),
  openLog: command('openLog'),
  previewLog: command('previewLog'),
  sendSyslogTest: command('sendSyslogTest'),
};
