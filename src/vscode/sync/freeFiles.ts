// Names for new files that no other file has, on no system.
import * as vscode from 'vscode';
import { exists } from '../exists.ts';

export type FreeFile = (folder: vscode.Uri, name: string) => Promise<vscode.Uri>;

/**
 * Two names can become one where a file may not have all of their characters, and on many systems where they differ only in
 * case: folders that are shared through git have to do everywhere. Each folder is listed once.
 */
export function freeFiles(): FreeFile {
  const listed = new Map<string, Promise<Set<string>>>();
  return async (folder, name) => {
    const key = folder.toString();
    const names = listed.get(key) ?? namesIn(folder);
    listed.set(key, names);
    const taken = await names;
    const [, stem = name, ending = ''] = /^(.*?)(\.integration(?:_model)?\.json)$/.exec(name) ?? [];
    for (let number = 1; ; number++) {
      const own = number === 1 ? name : `${stem}-${number}${ending}`;
      const uri = vscode.Uri.joinPath(folder, own);
      if (taken.has(caseless(own)) || (await exists(uri))) continue;
      taken.add(caseless(own));
      return uri;
    }
  };
}

async function namesIn(folder: vscode.Uri): Promise<Set<string>> {
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (found) => found,
    () => [],
  );
  return new Set(entries.map(([name]) => caseless(name)));
}

/** Some systems keep letters and their accents apart. */
const caseless = (name: string): string => name.normalize('NFC').toLowerCase();
