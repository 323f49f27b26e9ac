// Sets levels where an integration lives: in its document, or with the adapters' call of a platform where the user wants that.
import * as vscode from 'vscode';
import { readIntegration } from '../../core/integration.ts';
import type { LevelStore } from '../../core/logging/levelStore.ts';
import type { LogLevel, Transport } from '../../core/logging/levels.ts';
import { levelOf } from '../../core/logging/preview.ts';
import { readLogging } from '../../core/logging/settings.ts';
import { platformOf } from '../calls/callText.ts';
import type { Face } from '../face.ts';
import { requirePermitted } from '../platforms/permitted.ts';
import { ExpectedError } from '../expectedError.ts';
import { isRemote, placeOf } from '../platforms/remoteAddress.ts';
import { settings } from '../settings.ts';
import { documentLevels } from './documentLevels.ts';

/** On a platform a level counts as set once the platform has confirmed it; what it says instead is an error. */
export const levelStore = (face: Face): LevelStore => ({
  async setLevel(integration, transport, level) {
    const uri = vscode.Uri.parse(integration);
    if (!isRemote(uri)) return documentLevels.setLevel(integration, transport, level);
    requirePermitted(face, 'setLogLevel', uri);
    const document = await vscode.workspace.openTextDocument(uri);
    // Changes that are not saved yet take the level along when they are.
    const isAtOnce = !document.isDirty;
    const outcome =
      isAtOnce && settings.levelCall() === 'adapter'
        ? await callAdapter(face, uri, transport, level)
        : await documentLevels.setLevel(integration, transport, level);
    if (outcome !== 'set' || !isAtOnce) return outcome;
    await requireConfirmed(face, uri, transport, level);
    return 'confirmed';
  },
});

/** That this call takes an integration's name is not documented (platform.md 4.4). */
async function callAdapter(face: Face, uri: vscode.Uri, transport: Transport, level: LogLevel): Promise<'set'> {
  const name = nameOf(uri);
  const platforms = await face.platforms();
  const { platform, signal } = await platforms.remote(uri.authority);
  const done = await platform.setLogLevel(name, { transport, level }, signal);
  if (!done.ok) throw new ExpectedError(done.failure.message);
  await platforms.documents.reread(uri);
  return 'set';
}

async function requireConfirmed(face: Face, uri: vscode.Uri, transport: Transport, level: LogLevel): Promise<void> {
  const { documents } = await (await face.platforms()).remote(uri.authority);
  const text = documents.known(nameOf(uri))?.text ?? '';
  const confirmed = levelOf(readLogging(readIntegration(text)), transport);
  if (confirmed === level) return;
  throw new ExpectedError(
    vscode.l10n.t(
      '{0} did not take the level {1}: it answers with {2}. The setting integrations.platform.logLevelCall chooses another call.',
      platformOf(face, uri),
      level,
      confirmed ?? vscode.l10n.t('none'),
    ),
  );
}

function nameOf(uri: vscode.Uri): string {
  const place = placeOf(uri);
  return place?.kind === 'integration' ? place.name : '';
}
