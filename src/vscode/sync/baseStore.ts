// Keeps, without secrets, what two homes had in common when they were last brought together: one file for each two.
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { readBases, writeBases, type Base, type Bases } from '../../core/sync/base.ts';

export class BaseStore {
  readonly #folder: vscode.Uri;

  constructor(storage: vscode.Uri) {
    this.#folder = vscode.Uri.joinPath(storage, 'bases');
  }

  async read(source: string, target: string): Promise<Bases> {
    const bytes = await vscode.workspace.fs.readFile(this.#file(source, target)).then(
      (found) => found,
      () => new Uint8Array(),
    );
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
    await vscode.workspace.fs.writeFile(this.#file(source, target), bytes);
  }

  /** The same for both directions. */
  #file(source: string, target: string): vscode.Uri {
    const pair = [source, target].sort().join('\n');
    return vscode.Uri.joinPath(this.#folder, `${createHash('sha256').update(pair).digest('hex').slice(0, 32)}.json`);
  }
}
