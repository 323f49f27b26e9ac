// Names, places and the writing of new documents; nothing that exists is overwritten unasked.
import * as vscode from 'vscode';
import { entriesOf, type Entry } from '../core/catalog.ts';
import { exists } from './exists.ts';
import type { Face } from './face.ts';
import { homeOf } from './homeOf.ts';
import { ExpectedError } from './expectedError.ts';
import { folderFirst } from './neededFirst.ts';
import { integrationUri, isRemote } from './platforms/remoteAddress.ts';
import { ask } from './target.ts';

/** The name of the file that Itential's command line tool would export; characters that a file name cannot have become "_". */
export const fileNameOf = (name: string): string => `${wordOf(name)}.integration.json`;

/** A name as a part of a file's, on every system: Windows has names that no file may have, Linux counts bytes. */
export function wordOf(name: string): string {
  const plain = name.replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, '_').replace(/^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i, '_$1');
  let [word, bytes] = ['', 0];
  for (const character of plain) {
    bytes += new TextEncoder().encode(character).length;
    if (bytes > mostBytes) break;
    word += character;
  }
  return word;
}

const mostBytes = 200;

/** `beside`: the folder or document in whose home the name must be the only one; its own name may be kept. */
export async function askName(
  face: Face,
  beside: vscode.Uri,
  prompt: string,
  value: string,
  own?: string,
): Promise<string> {
  const taken = takenNames(face, beside);
  const validateInput = (text: string): string | undefined =>
    text.trim() === own ? undefined : wrongName(text.trim(), taken);
  return (await ask({ prompt, value, placeHolder: 'my-api-dev', validateInput })).trim();
}

export function takenNames(face: Face, beside: vscode.Uri): ReadonlySet<string> {
  const homes = face.catalog.homes.filter(({ id }) => id === homeOf(beside));
  return new Set(entriesOf(homes, 'integration').map(({ name }) => name));
}

/** What speaks against a name. */
export function wrongName(name: string, taken: ReadonlySet<string>): string | undefined {
  if (name === '') return vscode.l10n.t('Enter a name.');
  if (name.includes('/')) return vscode.l10n.t('A name cannot contain "/": it is part of the platform\'s URLs.');
  return taken.has(name) ? vscode.l10n.t('There is already an integration called "{0}".', name) : undefined;
}

/** Asks for the file, offering the folder where most of the integrations are. */
export async function askFile(face: Face, folder: vscode.WorkspaceFolder, name: string): Promise<vscode.Uri> {
  const usual = usualFolder(entriesOf(face.catalog.homes, 'integration'), folder.uri, 'integrations/');
  const value = `${usual}${fileNameOf(name)}`;
  return askPath(folder, '.integration.json', { prompt: vscode.l10n.t('File of the new integration'), value });
}

/** Asks for a file that is not there yet; its name ends in `ending`. */
export async function askPath(
  folder: vscode.WorkspaceFolder,
  ending: string,
  options: vscode.InputBoxOptions,
): Promise<vscode.Uri> {
  const validateInput = async (text: string): Promise<string | undefined> => wrongFile(folder, text.trim(), ending);
  const path = await ask({ ...options, validateInput });
  return vscode.Uri.joinPath(folder.uri, path.trim());
}

export async function chosenFolder(): Promise<vscode.WorkspaceFolder> {
  const [only, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (!only) throw folderFirst();
  const chosen = others.length === 0 ? only : await vscode.window.showWorkspaceFolderPick();
  if (!chosen) throw new vscode.CancellationError();
  return chosen;
}

/** Writes a file that must not exist yet. */
export async function createFile(uri: vscode.Uri, text: string): Promise<void> {
  if (await exists(uri)) throw new ExpectedError(alreadyThere(uri));
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function wrongFile(folder: vscode.WorkspaceFolder, path: string, ending: string): Promise<string | undefined> {
  if (!path.endsWith(ending)) return vscode.l10n.t('The file name must end in {0}.', ending);
  if (path.startsWith('/') || path.split(/[\\/]/).includes('..'))
    return vscode.l10n.t('Enter a path inside the folder.');
  if (path.split('/').some((part) => new TextEncoder().encode(part).length > 255))
    return vscode.l10n.t('The file name is too long.');
  const uri = vscode.Uri.joinPath(folder.uri, path);
  return (await exists(uri)) ? alreadyThere(uri) : undefined;
}

/** The folder in `root` in which most of the entries are, with a slash at its end; `other` where there are none. */
export function usualFolder(entries: readonly Pick<Entry, 'uri'>[], root: vscode.Uri, other: string): string {
  const counts = new Map<string, number>();
  for (const { uri } of entries) {
    const path = vscode.Uri.parse(uri).path;
    if (!path.startsWith(`${root.path}/`)) continue;
    const directory = path.slice(root.path.length + 1).replace(/[^/]*$/, '');
    counts.set(directory, (counts.get(directory) ?? 0) + 1);
  }
  const [usual] = [...counts].sort(([, a], [, b]) => b - a);
  return usual?.[0] ?? other;
}

/** The document of an integration of that name in the home of another document. */
export const siblingOf = (uri: vscode.Uri, name: string): vscode.Uri =>
  isRemote(uri) ? integrationUri(uri.authority, name) : vscode.Uri.joinPath(uri, '..', fileNameOf(name));

export const alreadyThere = (uri: vscode.Uri): string =>
  vscode.l10n.t('{0} already exists.', vscode.workspace.asRelativePath(uri));
