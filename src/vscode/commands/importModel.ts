// Brings an OpenAPI document from a file, an editor or a URL into the workspace as a model.
import * as vscode from 'vscode';
import { looksLikeJson } from '../../core/json.ts';
import type { Model } from '../../core/model.ts';
import { createRedactor } from '../../core/redact.ts';
import type { Face } from '../face.ts';
import { decode } from '../folderCatalog.ts';
import { guarded } from '../guarded.ts';
import { looseFile, modelFile } from '../modelFiles.ts';
import { chosenFolder, exists } from '../newFile.ts';
import { confirm, inform, withCancel } from '../notify.ts';
import { ask, choose } from '../target.ts';

export async function importModel(face: Face, arg?: unknown): Promise<void> {
  const folder = await chosenFolder();
  await face.catalog.load();
  const source = arg instanceof vscode.Uri ? arg : await chosenSource(face);
  const file = source instanceof vscode.Uri ? await modelFile(source) : looseFile(source);
  const reading = await face.models.read(file, new AbortController().signal);
  if ('error' in reading) throw new Error(reading.error);
  const bytes = await file.bytes();
  const target = await targetFor(face, folder, reading.model, isJson(bytes) ? 'json' : 'yaml');
  await vscode.workspace.fs.writeFile(target, bytes);
  await vscode.commands.executeCommand('vscode.open', target);
  void guarded(face, 'importModel', () => offerIntegration(reading.model, target));
}

const isJson = (bytes: Uint8Array): boolean => looksLikeJson(decode(bytes.slice(0, 200)));

async function chosenSource(face: Face): Promise<vscode.Uri | Uint8Array> {
  const file = { label: vscode.l10n.t('$(file) A file…') };
  const url = { label: vscode.l10n.t('$(globe) A URL…') };
  const from = await choose([file, url], vscode.l10n.t('Where is the OpenAPI document?'));
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
  const invalid = vscode.l10n.t('Enter an address that begins with https:// or http://.');
  const validateInput = (text: string): string | undefined =>
    /^https?:\/\/[^/]/i.test(text.trim()) && URL.canParse(text.trim()) ? undefined : invalid;
  const url = (
    await ask({
      prompt: vscode.l10n.t('Address of the OpenAPI document'),
      placeHolder: 'https://…/openapi.json',
      validateInput,
    })
  ).trim();
  // An address may hold a token or a password.
  const shown = createRedactor([])(url);
  return withCancel(vscode.l10n.t('Getting {0}', shown), async (signal) => {
    const wire = { rejectUnauthorized: true, timeout: 60_000, maxBody: 50_000_000 };
    const headers = [['Accept', 'application/json, application/yaml, */*']] as const;
    const exchange = await face.world.send({ method: 'GET', url, headers }, wire, signal);
    if (exchange.outcome === 'failed')
      throw new Error(vscode.l10n.t('{0} could not be read: {1} ({2}).', shown, exchange.message, exchange.code));
    if (exchange.status !== 200)
      throw new Error(vscode.l10n.t('{0} answered {1} {2}.', shown, exchange.status, exchange.statusText));
    return exchange.body;
  });
}

/** The file of the same id, if it may be replaced; else one that does not exist yet. */
async function targetFor(
  face: Face,
  folder: vscode.WorkspaceFolder,
  model: Model,
  extension: string,
): Promise<vscode.Uri> {
  const existing = face.catalog.modelEntry(model.id);
  if (!existing) return freeFile(vscode.Uri.joinPath(folder.uri, 'models'), model.id, extension);
  const replace = vscode.l10n.t('Replace');
  const question = vscode.l10n.t('The model "{0}" is already here.', model.id);
  const detail = vscode.l10n.t('Replace the document {0}? Its integrations stay as they are.', existing.file);
  if ((await confirm(question, detail, replace)) !== replace) throw new vscode.CancellationError();
  return vscode.Uri.parse(existing.uri);
}

/** Different ids can give the same file name. */
async function freeFile(folder: vscode.Uri, id: string, extension: string): Promise<vscode.Uri> {
  const name = id.replaceAll(/[\\/:*?"<>|]+/g, '_');
  for (let number = 1; ; number++) {
    const file = vscode.Uri.joinPath(
      folder,
      `${name}${number === 1 ? '' : `-${number}`}.integration_model.${extension}`,
    );
    if (!(await exists(file))) return file;
  }
}

async function offerIntegration(model: Model, uri: vscode.Uri): Promise<void> {
  const create = vscode.l10n.t('New Integration');
  const message = vscode.l10n.t('Imported "{0}" with {1} operations.', model.id, model.operations.length);
  if ((await inform(message, create)) === create)
    await vscode.commands.executeCommand('integrations.newIntegration', uri);
}
