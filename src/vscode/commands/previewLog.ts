// Shows what the last call of an integration writes at each level, and which transports take it now.
import * as vscode from 'vscode';
import { previewLogging } from '../../core/logging/preview.ts';
import { createRedactor } from '../../core/secrets/redact.ts';
import type { Face } from '../face.ts';
import { ExpectedError } from '../expectedError.ts';
import { integrationFor } from '../target.ts';

export async function previewLog(face: Face, arg?: unknown): Promise<void> {
  const uri = await integrationFor(face, arg, vscode.l10n.t('Show the log of which integration?'));
  const report = face.reports.of(uri);
  if (!report)
    throw new ExpectedError(
      vscode.l10n.t('There is no call of this integration yet. Run Test Call, and what it logs can be shown.'),
    );
  const logs = await face.logs();
  const found = await logs.settingsOf(uri);
  const { path } = await logs.placeOf(found);
  const syslogTexts = logs.syslogTexts.bind(logs, found);
  const text = previewLogging(report, found.logging, { file: path, syslogTexts });
  await face.previews.show(uri, createRedactor([])(text), 'log');
}
