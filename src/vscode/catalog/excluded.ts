// What `files.exclude` leaves out. A search applies it by itself, a watcher does not.
import * as vscode from 'vscode';

/** As VS Code itself matches globs; also what lies outside all folders. */
export function isExcluded(uri: vscode.Uri): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return true;
  const excludes = vscode.workspace.getConfiguration('files', folder).get<Record<string, unknown>>('exclude', {});
  const globs = [...Object.keys(excludes).filter((glob) => excludes[glob] === true), '**/node_modules', '**/.git'];
  return globs.some((glob) => matchesGlob(uri, folder, glob) || matchesGlob(uri, folder, `${glob}/**`));
}

export function matchesGlob(uri: vscode.Uri, folder: vscode.WorkspaceFolder, glob: string): boolean {
  const document = { uri, languageId: '' } as vscode.TextDocument;
  return vscode.languages.match({ pattern: new vscode.RelativePattern(folder, glob) }, document) > 0;
}
