// Records as files in the extension's own storage, which no workspace and no settings sync carries away.
import * as vscode from 'vscode';
import type { RecordFiles } from '../../core/platform/records.ts';

export function recordFolder(folder: vscode.Uri): RecordFiles {
  const { fs } = vscode.workspace;
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  return {
    async names() {
      const found = await fs.readDirectory(folder).then(
        (entries) => entries,
        () => [],
      );
      return found.map(([name]) => name);
    },
    read: async (name) =>
      fs.readFile(at(name)).then(
        (bytes) => bytes,
        () => undefined,
      ),
    // A window that ends in the middle of it leaves the old one whole.
    async write(name, bytes) {
      await fs.writeFile(at(`${name}.part`), bytes);
      await fs.rename(at(`${name}.part`), at(name), { overwrite: true });
    },
    async delete(name) {
      await fs.delete(at(name)).then(undefined, () => undefined);
    },
  };
}
