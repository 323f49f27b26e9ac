// Writes the names of the secrets of a folder into `.env.example`, which may go into git.
import * as vscode from 'vscode';
import { envExample } from '../../core/secrets/envExample.ts';
import { exists } from '../exists.ts';
import type { Face } from '../face.ts';
import { chosenFolder } from '../newFile.ts';
import { ExpectedError } from '../expectedError.ts';
import { secretHome } from '../secrets/secrets.ts';
import { usedSecrets } from '../secrets/usedSecrets.ts';

export async function exportSecretNames(face: Face): Promise<void> {
  const folder = await chosenFolder();
  const uri = vscode.Uri.joinPath(folder.uri, '.env.example');
  const own = (await usedSecrets(face)).find(({ home }) => home === secretHome(uri));
  const secrets = (own?.secrets ?? []).filter(({ reference: { store } }) => store !== 'platform');
  if (secrets.length === 0) throw new ExpectedError(vscode.l10n.t('No integration here refers to a secret.'));
  const before = (await exists(uri)) ? await face.catalog.text(uri) : '';
  const after = envExample(before, secrets);
  if (after !== before) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(after));
  await vscode.window.showTextDocument(uri);
}
