// Sends one message to the syslog server of an integration and says what became of it.
import * as vscode from 'vscode';
import type { SyslogProof } from '../../core/logging/sinks.ts';
import type { Face } from '../face.ts';
import { complain, inform } from '../notify.ts';
import { integrationFor } from '../target.ts';
import { requireTrust } from '../trust.ts';

export async function sendSyslogTest(face: Face, arg?: unknown): Promise<void> {
  requireTrust();
  const uri = await integrationFor(face, arg, vscode.l10n.t('Send a syslog test message for which integration?'));
  const logs = await face.logs();
  const text = vscode.l10n.t('Test message of Integration Essentials');
  const title = vscode.l10n.t('Sending a syslog test message');
  const proof = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
    logs.proveSyslog(uri, text, face.world.now()),
  );
  // Nobody needs to press a button for the command to be over.
  if (proof) void tell(uri, proof);
  else void offerBlock(uri);
}

async function offerBlock(uri: vscode.Uri): Promise<void> {
  const add = vscode.l10n.t('Add Syslog Block');
  const message = vscode.l10n.t('This integration has no syslog server: its connection properties are missing.');
  if ((await complain(message, add)) === add) await vscode.commands.executeCommand('integrations.addSyslog', uri);
}

async function tell(uri: vscode.Uri, proof: SyslogProof): Promise<void> {
  const open = vscode.l10n.t('Show Message');
  const choice = await (proof.outcome === 'failed' ? complain : inform)(sentence(proof), open);
  if (choice === open) await vscode.commands.executeCommand('integrations.openLog', uri, 'console');
}

function sentence({ outcome, to, bytes, reason = '' }: SyslogProof): string {
  if (outcome === 'failed') return vscode.l10n.t('The syslog test message was not taken by {0}: {1}.', to, reason);
  if (outcome === 'taken')
    return vscode.l10n.t('{0} took the syslog test message: it read all {1} bytes and closed in order.', to, bytes);
  if (to.startsWith('udp'))
    return vscode.l10n.t(
      'The syslog test message ({0} bytes) was sent to {1} and not refused. Whether it arrived, UDP does not tell.',
      bytes,
      to,
    );
  return vscode.l10n.t(
    'The syslog test message ({0} bytes) was sent to {1}, which did not confirm that it read it.',
    bytes,
    to,
  );
}
