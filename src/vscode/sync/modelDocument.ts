// The document of a model as its target takes it: JSON for a platform, an exported file for a folder.
import * as vscode from 'vscode';
import { entriesOf } from '../../core/catalog.ts';
import { decodeText } from '../../core/decodeText.ts';
import { looksLikeJson } from '../../core/json.ts';
import { failed, ok, type Outcome } from '../../core/request.ts';
import { modelText } from '../../core/sync/modelText.ts';
import { pauses } from '../pauses.ts';
import type { Planned } from './plannedSync.ts';

export async function modelDocument(
  { source, remotes }: Pick<Planned, 'source' | 'remotes'>,
  id: string,
): Promise<Outcome<Uint8Array, string>> {
  const bytes = remotes.source ? await remotes.source.modelBytes(id) : await bytesOfFile(source, id);
  if (!bytes) return failed(vscode.l10n.t('{0} does not have the model {1} any more.', source.label, id));
  if (remotes.target) {
    if (looksLikeJson(decodeText(bytes.slice(0, 4096)))) return ok(bytes);
    return failed(vscode.l10n.t('Its document is YAML, and the platform takes JSON. Convert it first.'));
  }
  const text = await modelText(decodeText(bytes), pauses());
  return ok(text === undefined ? bytes : new TextEncoder().encode(text));
}

async function bytesOfFile(home: Planned['source'], id: string): Promise<Uint8Array | undefined> {
  const entry = entriesOf([home], 'model').find(({ model }) => model?.id === id);
  return entry && vscode.workspace.fs.readFile(vscode.Uri.parse(entry.uri));
}
