// Finds files by their names, also in folders of file systems that VS Code cannot search.
import * as vscode from 'vscode';
import { isExcluded } from './excluded.ts';

/** Never searched, whatever `files.exclude` says. */
const notOurs = '**/{node_modules,.git}/**';

/** Of a file system that an extension provides VS Code waits for somebody who searches it, if need be for ever. */
export async function search(pattern: vscode.RelativePattern): Promise<vscode.Uri[]> {
  if (pattern.baseUri.scheme === 'file') return vscode.workspace.findFiles(pattern, notOurs);
  const isMeant = (uri: vscode.Uri): boolean =>
    vscode.languages.match({ pattern }, { uri, languageId: '' } as vscode.TextDocument) > 0;
  return (await filesBelow(pattern.baseUri)).filter(isMeant);
}

/** In all folders of the workspace; what is in two of them, as one lies in the other, is found once. */
export async function searchAll(glob: string): Promise<vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const found = await Promise.all(folders.map((folder) => search(new vscode.RelativePattern(folder, glob))));
  return [...new Map(found.flat().map((uri) => [uri.toString(), uri])).values()];
}

/** The walks under way, by their folders: one is enough for all patterns. */
const walks = new Map<string, Promise<vscode.Uri[]>>();

function filesBelow(folder: vscode.Uri): Promise<vscode.Uri[]> {
  const key = folder.toString();
  const walk = walks.get(key) ?? read(folder).finally(() => walks.delete(key));
  walks.set(key, walk);
  return walk;
}

/** What may not be read has nothing for us, and a link may lead back to where it is. */
async function read(folder: vscode.Uri): Promise<vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (found) => found,
    () => [],
  );
  const ours = entries
    .map(([name, type]) => ({ uri: vscode.Uri.joinPath(folder, name), type }))
    .filter(({ uri }) => !isExcluded(uri));
  const folders = ours.filter(({ type }) => type === vscode.FileType.Directory);
  const files = ours.filter(({ type }) => type === vscode.FileType.File);
  return [...files.map(({ uri }) => uri), ...(await Promise.all(folders.map(({ uri }) => read(uri)))).flat()];
}
