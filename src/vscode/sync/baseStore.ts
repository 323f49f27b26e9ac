// Keeps, without secrets, what two homes had in common when they were last brought together: one file for each two.
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { RecordFiles } from '../../core/platform/records.ts';
import { readBases, writeBases, type Base, type Bases } from '../../core/sync/base.ts';
import { recordFolder } from '../onPlatform/recordFolder.ts';

export class BaseStore {
  readonly #files: RecordFiles;

  constructor(storage: vscode.Uri) {
    this.#files = recordFolder(vscode.Uri.joinPath(storage, 'bases'));
  }

  async read(source: string, target: string): Promise<Bases> {
    const bytes = await this.#files.read(fileOf(source, target));
    return readBases(new TextDecoder().decode(bytes), source, target);
  }

  /** Undefined forgets one. What another window has written meanwhile stays. */
  async change(source: string, target: string, changes: ReadonlyMap<string, Base | undefined>): Promise<void> {
    if (changes.size === 0) return;
    const bases = new Map(await this.read(source, target));
    for (const [name, base] of changes) {
      if (base) bases.set(name, base);
      else bases.delete(name);
    }
    const bytes = new TextEncoder().encode(writeBases(bases, source, target));
    await this.#files.write(fileOf(source, target), bytes);
  }
}

/** The same for both directions. */
function fileOf(source: string, target: string): string {
  const pair = [source, target].sort().join('\n');
  return `${createHash('sha256').update(pair).digest('hex').slice(0, 32)}.json`;
}
