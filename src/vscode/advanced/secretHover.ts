// Says of a reference to a secret where its value comes from and whether this machine has it; never the value.
import * as vscode from 'vscode';
import { referenceAt } from '../../core/advanced/references.ts';
import { code } from '../../core/markdown.ts';
import type { Face } from '../face.ts';
import { rangeOf } from './places.ts';

export async function hoverSecret(
  face: Face,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const text = document.getText();
  const found = referenceAt(text, document.offsetAt(position));
  if (!found) return undefined;
  const { store, name } = found.reference;
  const isThere = (await face.secrets.read(found.reference, document.uri)) !== undefined;
  const from =
    store === 'secret'
      ? vscode.l10n.t('The secret {0} from the secret store', code(name))
      : vscode.l10n.t('The environment variable {0}, or its line in .env', code(name));
  const state = !vscode.workspace.isTrusted
    ? vscode.l10n.t('Secrets are not read in Restricted Mode.')
    : isThere
      ? vscode.l10n.t('It has a value on this machine.')
      : vscode.l10n.t('It has no value on this machine.');
  return new vscode.Hover(new vscode.MarkdownString(`${from}  \n${state}`), rangeOf(text, found.span));
}
