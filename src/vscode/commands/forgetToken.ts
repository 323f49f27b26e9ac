// Throws away the tokens that test calls of an integration got, so that the next one asks for new ones.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { inform } from '../notify.ts';
import { integrationFor } from '../target.ts';

export async function forgetToken(face: Face, arg?: unknown): Promise<void> {
  const uri = await integrationFor(face, arg, vscode.l10n.t('Forget the token of which integration?'));
  const known = face.tokens.state(uri.toString()) !== undefined;
  face.tokens.forget(uri.toString());
  void inform(
    known
      ? vscode.l10n.t('The token is forgotten. The next test call asks for a new one.')
      : vscode.l10n.t('There was no token of this integration.'),
  );
}
