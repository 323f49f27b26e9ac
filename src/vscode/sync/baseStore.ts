// Keeps, without secrets, what two homes had in common when they were last brought together: one file for each two.
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { RecordFiles } from '../../core/platform/records.ts';
import { sameBytes } from '../../core/sameBytes.ts';
import { readBases, writeBases, type Base, type Bases } from '../../core/sync/base.ts';
import { recordFolder } from '../platforms/recordFolder.ts';
import { pauses } from '../pauses.ts';

export class BaseStore {
  readonly #files: RecordFiles;

  constructor(storage: vscode.Uri) {
    this.#files = recordFolder(vscode.Uri.joinPath(storage, 'bases'));
  }

  async read(source: string, target: string): Promise<Bases> {
    return this.#basesIn(await this.#files.read(fileOf(source, target)), source, target);
  }

  /** Undefined forgets one. What another window has written meanwhile stays. */
  async change(source: string, target: string, changes: ReadonlyMap<string, Base | undefined>): Promise<void> {
    if (changes.size === 0) return;
    const file = fileOf(source, target);
    for (;;) {
      const before = await this.#files.read(file);
      const bases = new Map(await this.#basesIn(before, source, target));
      for (const [name, base] of changes) {
        if (base) bases.set(name, base);
        else bases.delete(name);
      }
      const bytes = new TextEncoder().encode(await writeBases(bases, source, target, pauses()));
      if (!sameFile(before, await this.#files.read(file))) continue;
      await this.#files.write(file, bytes);
      return;
    }
  }

  #basesIn(bytes: Uint8Array | undefined, source: string, target: string): Promise<Bases> {
    return readBases(new TextDecoder().decode(bytes), source, target, pauses());
  }
}

const sameFile = (one: Uint8Array | undefined, other: Uint8Array | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && sameBytes(one, other));

/** The same for both directions. */
function fileOf(source: string, target: string): string {
  const pair = [source, target].sort().join('\n');
  return `${createHash('sha256').update(pair).digest('hex').slice(0, 32)}.json`;
}
