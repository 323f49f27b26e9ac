// Where a model's document comes from: a file, the document that is being edited, or an address the user gives.
import * as vscode from 'vscode';
import { getDocument } from '../../core/models/getDocument.ts';
import type { Model } from '../../core/model.ts';
import type { ModelFile } from '../../core/models/modelReader.ts';
import { createRedactor } from '../../core/secrets/redact.ts';
import type { Face } from '../face.ts';
import { openText } from '../documentText.ts';
import { besideOf, filesWith, looseFile, modelFile } from './modelFiles.ts';
import { withCancel } from '../notify.ts';
import { ExpectedError } from '../expectedError.ts';
import { activeUri, ask, choose } from '../target.ts';

export interface NewDocument {
  readonly bytes: Uint8Array;
  readonly model: Model;
  /** The files that it refers to, by their path as seen from the document. */
  readonly beside: ReadonlyMap<string, Uint8Array>;
  /** Its own name among them; empty where it has none. */
  readonly own: string;
}

/** Reads what `given` names, or what the user chooses; one that is no model is an error that says why. */
export async function newDocument(face: Face, given: vscode.Uri | undefined): Promise<NewDocument> {
  const source = given ?? (await chosenSource(face));
  const file = source instanceof vscode.Uri ? await documentFile(source) : looseFile(source);
  const title = vscode.l10n.t('Reading the document');
  return withCancel(title, async (signal) => {
    const reading = await face.models.read(file, signal);
    if ('error' in reading) throw new ExpectedError(reading.error);
    const { files: beside, own } = await filesWith(
      face.models,
      file,
      source instanceof vscode.Uri ? source : undefined,
      signal,
    );
    return { bytes: await file.bytes(), model: reading.model, beside, own };
  });
}

/** What is open counts as it stands in the editor. */
async function documentFile(uri: vscode.Uri): Promise<ModelFile> {
  const text = openText(uri);
  return text === undefined ? modelFile(uri) : { ...looseFile(new TextEncoder().encode(text)), ...besideOf(uri) };
}

async function chosenSource(face: Face): Promise<vscode.Uri | Uint8Array> {
  const open = activeUri();
  const isDocument = open && /(?<!\.integration|\.call)\.(json|ya?ml)$/i.test(open.path);
  const editor = {
    label: vscode.l10n.t('$(edit) The open editor'),
    description: open?.path.replace(/^.*\//, '') ?? '',
  };
  const file = { label: vscode.l10n.t('$(file) A file…') };
  const url = { label: vscode.l10n.t('$(globe) A URL…') };
  const items = [file, url, ...(isDocument ? [editor] : [])];
  const from = await choose(items, vscode.l10n.t('Where is the OpenAPI document?'));
  if (from === editor && open) return open;
  return from === file ? fromFile() : fromUrl(face);
}

async function fromFile(): Promise<vscode.Uri> {
  const filters = { [vscode.l10n.t('OpenAPI documents')]: ['json', 'yaml', 'yml'] };
  const [uri] = (await vscode.window.showOpenDialog({ openLabel: vscode.l10n.t('Import'), filters })) ?? [];
  if (!uri) throw new vscode.CancellationError();
  return uri;
}

/** The URL is the user's own word to go to the network. */
async function fromUrl(face: Face): Promise<Uint8Array> {
  const url = await askUrl();
  // An address may hold a token or a password.
  const title = vscode.l10n.t('Getting {0}', createRedactor([])(url));
  const got = await withCancel(title, (signal) => getDocument(url, face.world, signal));
  if (!got.ok) throw new ExpectedError(got.failure);
  return got.value;
}

async function askUrl(): Promise<string> {
  const invalid = vscode.l10n.t('Enter an address that begins with https:// or http://.');
  const validateInput = (text: string): string | undefined =>
    /^https?:\/\/[^/]/i.test(text.trim()) && URL.canParse(text.trim()) ? undefined : invalid;
  const prompt = vscode.l10n.t('Address of the OpenAPI document');
  return (await ask({ prompt, placeHolder: 'https://…/openapi.json', validateInput })).trim();
}
