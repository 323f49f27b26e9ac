// Finds the file that a new model goes to, and asks where there is one of the same id.
import * as vscode from 'vscode';
import { decodeText } from '../../core/models/decodeText.ts';
import { looksLikeJson } from '../../core/json.ts';
import type { Model } from '../../core/model.ts';
import { exists } from '../exists.ts';
import type { Face } from '../face.ts';
import { confirm } from '../notify.ts';

export interface Incoming {
  readonly model: Model;
  readonly bytes: Uint8Array;
  /** Paths of the files that go along, as seen from the document. */
  readonly beside: readonly string[];
}

export interface ImportPlace {
  readonly target: vscode.Uri;
  /** A file that goes when the target is written. */
  readonly replaced?: vscode.Uri;
}

/** The file of the same id, if it may be replaced; else one that does not exist yet. */
export async function importPlace(
  face: Face,
  folder: vscode.WorkspaceFolder,
  { model, bytes, beside }: Incoming,
): Promise<ImportPlace> {
  const place = placeFor(folder, model.id, extensionOf(bytes), beside);
  const existing = face.catalog.modelEntry(model.id);
  if (!existing) return { target: await freeFile(place) };
  const uri = vscode.Uri.parse(existing.uri);
  const [replace, both, compare] = [vscode.l10n.t('Replace'), vscode.l10n.t('Keep Both'), vscode.l10n.t('Compare')];
  const question = vscode.l10n.t('The model "{0}" is already here.', model.id);
  const detail = vscode.l10n.t(
    'Replace the document {0}? Its integrations stay as they are. Of two documents with the same id only one is used.',
    existing.file,
  );
  const others = vscode.l10n.t('The files that it refers to are written beside it: {0}.', beside.join(', '));
  const details = beside.length > 0 ? `${detail}\n${others}` : detail;
  let answer = await confirm(question, details, replace, both, compare);
  if (answer === compare) {
    await showDifference(face, uri, model, bytes);
    // It stays over the difference until it is answered; a notification hides itself while somebody reads.
    const options = { placeHolder: question, ignoreFocusOut: true };
    answer = await vscode.window.showQuickPick([replace, both], options);
  }
  if (answer === undefined) throw new vscode.CancellationError();
  return answer === replace ? replacing(uri, place) : { target: await freeFile(behind(uri, place)) };
}

/** YAML in a .json file is broken for every other tool: it takes the place under a name of its own. */
async function replacing(existing: vscode.Uri, place: Place): Promise<ImportPlace> {
  if (place.extension === 'json' || !/\.json$/i.test(existing.path)) return { target: existing };
  const here = { ...place, folder: vscode.Uri.joinPath(existing, '..'), name: nameOf(existing), number: 1 };
  return { target: await freeFile(here), replaced: existing };
}

const nameOf = ({ path }: vscode.Uri): string =>
  path.replace(/^.*\//, '').replace(/(\.integration_model)?\.[^.]*$/, '');

const extensionOf = (bytes: Uint8Array): 'json' | 'yaml' =>
  looksLikeJson(decodeText(bytes.slice(0, 200))) ? 'json' : 'yaml';

/** Where a new document may go, and what its file is called. */
interface Place {
  readonly folder: vscode.Uri;
  readonly name: string;
  readonly extension: string;
  /** The first that is tried; from 2 on it is part of the name. */
  readonly number: number;
  /** The files that go along. */
  readonly beside: readonly string[];
}

function placeFor(folder: vscode.WorkspaceFolder, id: string, extension: string, beside: readonly string[]): Place {
  const name = id.replaceAll(/[\\/:*?"<>|]+/g, '_');
  return placeIn(vscode.Uri.joinPath(folder.uri, 'models'), name, { extension, beside });
}

/** A document of several files gets a folder of its own, as deep as its references go up. */
function placeIn(folder: vscode.Uri, name: string, what: Pick<Place, 'extension' | 'beside'>): Place {
  const place = { folder, name, number: 1, extension: what.extension, beside: what.beside };
  if (what.beside.length === 0) return place;
  const depth = Math.max(...what.beside.map((path) => path.split('/').filter((part) => part === '..').length));
  return { ...place, folder: vscode.Uri.joinPath(folder, name, ...Array<string>(depth).fill('document')) };
}

async function showDifference(face: Face, existing: vscode.Uri, model: Model, bytes: Uint8Array): Promise<void> {
  const incoming = face.previews.put(existing, decodeText(bytes), extensionOf(bytes));
  const title = vscode.l10n.t('{0}: here and imported', model.id);
  await vscode.commands.executeCommand('vscode.diff', existing, incoming, title);
}

/** Of two documents with one id the first by its address counts: that goes on being the one that was there. */
function behind(existing: vscode.Uri, place: Place): Place {
  const home = (uri: vscode.Uri): string | undefined => vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();
  if (home(existing) !== home(place.folder)) return place;
  return { ...placeIn(vscode.Uri.joinPath(existing, '..'), nameOf(existing), place), number: 2 };
}

/** Different ids can give the same file name. */
async function freeFile({ folder, name, extension, number: first }: Place): Promise<vscode.Uri> {
  for (let number = first; ; number++) {
    // Sorted behind the first, which goes on being the one that counts.
    const suffix = number === 1 ? '' : `_${number}`;
    const file = vscode.Uri.joinPath(folder, `${name}${suffix}.integration_model.${extension}`);
    if (!(await exists(file))) return file;
  }
}
