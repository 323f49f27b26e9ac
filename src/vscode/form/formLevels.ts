// The levels in the Logging tab of a platform's integration: changed there at once, as on the platform's own page.
import * as vscode from 'vscode';
import { readIntegration } from '../../core/integration.ts';
import { logLevels, type LogLevel, type Transport } from '../../core/logging/levels.ts';
import { transportAt } from '../../core/logging/settings.ts';
import type { Path } from '../../core/pointer.ts';
import { platformOf } from '../calls/callText.ts';
import type { Face } from '../face.ts';
import type { Done } from './formFields.ts';
import { levelStore } from '../logging/levelStore.ts';
import { messageOf } from '../messages.ts';
import { isRemote } from '../platforms/remoteAddress.ts';

export interface LevelAtOnce {
  readonly transport: Transport;
  readonly level: LogLevel;
}

/** Undefined for everything that is no such level, and beside changes that are not saved yet: those take it along. */
export function levelAtOnce(document: vscode.TextDocument, path: Path, value: unknown): LevelAtOnce | undefined {
  if (!isRemote(document.uri) || document.isDirty) return undefined;
  const transport = transportAt(readIntegration(document.getText()), path);
  // `warning` is syslog's own word for `warn`.
  const level = logLevels.find((each) => each === (value === 'warning' ? 'warn' : value));
  return transport && level && { transport, level };
}

/** Saves the document. */
export async function setLevelAtOnce(
  face: Face,
  document: vscode.TextDocument,
  { transport, level }: LevelAtOnce,
): Promise<Done> {
  try {
    const outcome = await levelStore(face).setLevel(document.uri.toString(), transport, level);
    if (outcome !== 'confirmed') return { refusal: vscode.l10n.t('The level was not changed.') };
    return { note: vscode.l10n.t('{0} confirms the level {1}.', platformOf(face, document.uri), level) };
  } catch (error) {
    return { refusal: messageOf(error) };
  }
}
