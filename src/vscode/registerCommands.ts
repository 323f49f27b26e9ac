// Every command that the manifest declares; what it does is loaded when one is first run.
import * as vscode from 'vscode';
import type { Actions } from './actions.ts';
import type { Face } from './face.ts';
import { guarded } from './guarded.ts';

/** The part of package.json that counts here; a test holds it against the table of commands. */
export interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

export function registerCommands(
  face: Pick<Face, 'log'>,
  manifest: Manifest,
  actions: () => Promise<Actions>,
): vscode.Disposable {
  const registered = manifest.contributes.commands.map(({ command }) => {
    const name = command.replace(/^integrations\./, '');
    return vscode.commands.registerCommand(command, (...args: unknown[]) =>
      guarded(face, name, async () => (await actions()).run(name, args)),
    );
  });
  return vscode.Disposable.from(...registered);
}
