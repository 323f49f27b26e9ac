// Records as files in the extension's own storage, which no workspace and no settings sync carries away.
import { randomBytes } from 'node:crypto';
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
    // A window that ends in the middle of it leaves the old one whole, and two windows do not write into one another's.
    async write(name, bytes) {
      const part = at(`${name}.${randomBytes(6).toString('hex')}.part`);
      try {
        await fs.writeFile(part, bytes);
        await fs.rename(part, at(name), { overwrite: true });
      } catch (error) {
        await fs.delete(part).then(undefined, () => undefined);
        throw error;
      }
    },
    async delete(name) {
      await fs.delete(at(name)).then(undefined, () => undefined);
    },
  };
}
