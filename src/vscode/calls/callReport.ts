// Tells what came of a call: in the log, the views, the Problems panel and a notification.
import * as vscode from 'vscode';
import type { PastCall, Repeat } from '../../core/calls/history.ts';
import { succeeded, type Report } from '../../core/report.ts';
import { reason, summarize } from '../../core/calls/summary.ts';
import type { Calling } from './calling.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { writeReport } from './log.ts';
import { complain, inform } from '../notify.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import { revealPath } from '../reveal.ts';

/** `text` is what the call was made from: its values are the ones that a problem blames. */
export async function publish(face: Face, calling: Calling, text: string, report: Report): Promise<void> {
  const { uri, document, input, scheme } = calling;
  await record(face, uri, text, report, { input, ...(scheme !== undefined && { scheme }) });
  void guarded(face, 'testCall', () =>
    succeeded(report) ? announceSuccess(uri, report) : announceFailure(uri, report, document),
  );
}

/** `text` is what the call was made from: its values are the ones that a problem blames. */
export async function record(
  face: Face,
  uri: vscode.Uri,
  text: string,
  report: Report,
  repeat: Repeat,
): Promise<PastCall> {
  writeReport(face.log, report);
  void guarded(face, 'logging', async () => (await face.logs()).writeReport(uri, report));
  const call = face.reports.set(uri, report, repeat);
  await face.problems.setFindings(uri, text, report.problems);
  return call;
}

async function announceSuccess(uri: vscode.Uri, report: Report): Promise<void> {
  const show = vscode.l10n.t('Show Response');
  const choice = await inform(`${report.integration} · ${summarize(report)}`, show);
  if (choice === show) await vscode.commands.executeCommand('integrations.showResponse', uri);
}

async function announceFailure(uri: vscode.Uri, report: Report, document: vscode.Uri | undefined): Promise<void> {
  const place = vscode.l10n.t('Show in JSON');
  const response = vscode.l10n.t('Show Response');
  const log = vscode.l10n.t('Show Log');
  const [problem] = report.problems.filter(({ path }) => path.length > 0);
  const [wrongInput] = (document && report.inputProblems) ?? [];
  const sign = vscode.l10n.t('Sign In');
  const set = vscode.l10n.t('Set Secret…');
  const lacksSecret = problem?.code === 'secret-missing' || problem?.code === 'secret-on-platform';
  // What stands in for a secret that the platform hides may be an old one.
  const isRefused = typeof report.response === 'object' && [401, 403].includes(report.response.status);
  const mustSet = lacksSecret || (isRemote(uri) && isRefused);
  const mustSign = problem?.code === 'sign-in-needed' || report.induced === 'refresh';
  const actions = [
    ...(mustSign ? [sign] : []),
    ...(mustSet ? [set] : []),
    ...(problem || wrongInput ? [place] : []),
    ...(typeof report.response === 'object' ? [response] : []),
    log,
  ];
  const choice = await complain(`${report.integration} · ${summarize(report)}. ${reason(report)}`, ...actions);
  if (choice === sign) await vscode.commands.executeCommand('integrations.signIn', uri);
  if (choice === set)
    await vscode.commands.executeCommand('integrations.setSecret', uri, lacksSecret ? problem.path : undefined);
  if (choice === place && problem) await revealPath(uri, problem.path);
  else if (choice === place && document && wrongInput) await revealPath(document, wrongInput.path);
  if (choice === response) await vscode.commands.executeCommand('integrations.showResponse', uri);
  if (choice === log) await vscode.commands.executeCommand('integrations.openLog', uri, 'console');
}
