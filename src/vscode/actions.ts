// All that a user sets off, as one bundle that the first of it loads: apart, each part would have a queue of edits of its own.
import type * as vscode from 'vscode';
import { provideCodeActions } from './advanced/codeActions.ts';
import { commands } from './commands.ts';
import type { Face } from './face.ts';
import { offerFormer } from './secrets/formerSecrets.ts';
import { FormPage } from './form/formPage.ts';
import { guarded } from './guarded.ts';
import { secretsText } from './secrets/secretsText.ts';

export interface Actions {
  /** Runs a command by its id without the extension's prefix. */
  readonly run: (name: string, args: readonly unknown[]) => Promise<void>;
  /** Serves the form of a document for as long as it is not disposed of. */
  readonly openForm: (document: vscode.TextDocument, webview: vscode.Webview) => FormPage;
  /** The quick fixes of an integration's problems. */
  readonly fixes: (document: vscode.TextDocument, problems: readonly vscode.Diagnostic[]) => vscode.CodeAction[];
  /** "Where are my secrets?" */
  readonly secretsText: () => Promise<string>;
}

/**
 * A menu hands over the row that it was opened on, and what is selected. Where the row was drawn anew meanwhile, VS Code no
 * longer knows it: then nothing stands for it, and the document that happens to be open least of all.
 */
const meant = (args: readonly unknown[]): readonly unknown[] =>
  args.length > 1 && args[0] === undefined ? [null, ...args.slice(1)] : args;

export function createActions(face: Face): Actions {
  return {
    run: async (name, args) => commands[name]?.(face, ...meant(args)),
    openForm: (document, webview) => {
      void guarded(face, 'secrets', () => offerFormer(face, document));
      return new FormPage(face, document, webview);
    },
    fixes: (document, problems) => provideCodeActions(face, document, problems),
    secretsText: () => secretsText(face),
  };
}
