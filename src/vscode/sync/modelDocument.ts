// The document of a model as its target takes it: JSON for a platform, an exported file for a folder.
import * as vscode from 'vscode';
import { entriesOf } from '../../core/catalog.ts';
import { decodeText } from '../../core/models/decodeText.ts';
import { failed, ok, type Outcome } from '../../core/request.ts';
import { modelText } from '../../core/sync/modelText.ts';
import type { Face } from '../face.ts';
import { besideOf, filesWith, looseFile } from '../models/modelFiles.ts';
import { pauses } from '../pauses.ts';
import type { Planned } from './plannedSync.ts';

export async function modelDocument(
  face: Pick<Face, 'models' | 'modelProblems'>,
  { source, remotes }: Pick<Planned, 'source' | 'remotes'>,
  id: string,
  signal: AbortSignal,
): Promise<Outcome<Uint8Array, string>> {
  const uri = remotes.source ? undefined : fileOf(source, id);
  const bytes = remotes.source ? await remotes.source.modelBytes(id) : uri && (await vscode.workspace.fs.readFile(uri));
  if (!bytes) return failed(vscode.l10n.t('{0} does not have the model {1} any more.', source.label, id));
  if (remotes.target) return ok(uri ? await sentOf(face, uri, bytes, signal) : bytes);
  const text = await modelText(decodeText(bytes), pauses());
  return ok(text === undefined ? bytes : new TextEncoder().encode(text));
}

/** One document in JSON, whatever files the model is made of. */
async function sentOf(
  { models, modelProblems }: Pick<Face, 'models' | 'modelProblems'>,
  uri: vscode.Uri,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const beside = await filesWith(models, { ...looseFile(bytes), ...besideOf(uri) }, uri, signal);
  return modelProblems.toJson(bytes, beside, signal);
}

function fileOf(home: Planned['source'], id: string): vscode.Uri | undefined {
  const entry = entriesOf([home], 'model').find(({ model }) => model?.id === id);
  return entry && vscode.Uri.parse(entry.uri);
}
