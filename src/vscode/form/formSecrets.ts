// The secrets of a form: typed ones go to the secret store, stored ones are shown when the user asks to see them.
import * as vscode from 'vscode';
import type { Field } from '../../core/form.ts';
import { readIntegration } from '../../core/integration.ts';
import { asString, get } from '../../core/json.ts';
import { resolveReferences } from '../../core/secrets/secrets.ts';
import { editDocument, setChange, whyBroken, type Refusal } from '../edits.ts';
import type { Face } from '../face.ts';
import { storeSecret } from '../secrets/storeSecret.ts';

/** The value goes to the secret store, the document gets the reference to it. */
export async function setSecret(
  face: Face,
  document: vscode.TextDocument,
  field: Field,
  value: string,
): Promise<Refusal> {
  if (field.kind !== 'secret') return vscode.l10n.t('This field is not a secret.');
  const broken = whyBroken(document);
  if (broken !== undefined) return broken;
  const written =
    value === '' ? '' : await storeSecret(face, document.uri, readIntegration(document.getText()), field.path, value);
  return editDocument(document, setChange({ path: field.path, value: written }));
}

/** What a test call would use. */
export async function readSecret(
  face: Face,
  document: vscode.TextDocument,
  field: Field,
): Promise<{ readonly value: string } | { readonly refusal: string }> {
  if (field.kind !== 'secret') return { refusal: vscode.l10n.t('This field is not a secret.') };
  const text = asString(get(readIntegration(document.getText()).value, ...field.path)) ?? '';
  const { text: value, found } = await resolveReferences(text, (reference) =>
    face.secrets.read(reference, document.uri),
  );
  const isMissing = found.some((each) => each.value === undefined);
  return isMissing ? { refusal: vscode.l10n.t('This machine does not have the value.') } : { value };
}
