// What the page of a form asks for, done on the document; a sentence says why when something cannot be done.
import * as vscode from 'vscode';
import { fieldsOf } from '../core/buildForm.ts';
import { isJsonNumber } from '../core/edit.ts';
import type { Field } from '../core/form.ts';
import { readIntegration } from '../core/integration.ts';
import { samePath, startsWith } from '../core/pointer.ts';
import { changesOf } from '../core/problem.ts';
import type { ToHost } from '../protocol.ts';
import { editDocument, setAll, setChange, setDigits } from './edits.ts';
import type { Face } from './face.ts';
import type { Drawing } from './formDrawing.ts';
import { pageCommandTable } from './pageCommands.ts';
import { storeSecret } from './storeSecret.ts';

type Action = Exclude<ToHost, { readonly type: 'ready' }>;
type Refusal = string | undefined;

/** Nothing the page says is taken on trust: a path must be one of the fields that it was last shown. */
export async function act(
  face: Face,
  document: vscode.TextDocument,
  drawing: Drawing | undefined,
  message: Action,
): Promise<Refusal> {
  if (message.type === 'command') {
    await pageCommandTable[message.command](document.uri, message.path);
    return undefined;
  }
  const field = drawing?.form && fieldsOf(drawing.form).find(({ path }) => samePath(path, message.path));
  if (!field) return vscode.l10n.t('The document has changed and no longer has this field.');
  switch (message.type) {
    case 'set':
      return setField(document, field, message.value);
    case 'secret':
      return setSecret(face, document, field, message.value);
    case 'reset':
      return edit(document, setChange({ path: field.path }));
    case 'fix':
      return message.version === drawing.snapshot.version
        ? applyFix(document, field, drawing, message.problem, message.fix)
        : vscode.l10n.t('The document has changed since; choose again.');
  }
}

async function setField(document: vscode.TextDocument, field: Field, value: string | boolean): Promise<Refusal> {
  if (field.disabled !== undefined) return field.disabled;
  if (field.kind === 'number' && typeof value === 'string') return setNumber(document, field, value.trim());
  const type = field.kind === 'switch' ? 'boolean' : field.kind === 'text' || field.kind === 'choice' ? 'string' : '';
  if (typeof value !== type) return vscode.l10n.t('This value does not fit the field.');
  return edit(document, setChange({ path: field.path, value }));
}

async function setNumber(document: vscode.TextDocument, { path }: Field, digits: string): Promise<Refusal> {
  if (digits === '') return edit(document, setChange({ path }));
  return isJsonNumber(digits)
    ? edit(document, setDigits(path, digits))
    : vscode.l10n.t('"{0}" is not a number.', digits);
}

/** The value goes to the secret store, the document gets the reference to it. */
async function setSecret(face: Face, document: vscode.TextDocument, field: Field, value: string): Promise<Refusal> {
  if (field.kind !== 'secret') return vscode.l10n.t('This field is not a secret.');
  const written =
    value === '' ? '' : await storeSecret(face, document.uri, readIntegration(document.getText()), field.path, value);
  return edit(document, setChange({ path: field.path, value: written }));
}

async function applyFix(
  document: vscode.TextDocument,
  field: Field,
  { problems }: Drawing,
  problem: number,
  fix: number,
): Promise<Refusal> {
  const own = problems.filter(({ path }) => startsWith(path, field.path));
  const chosen = own[problem]?.fixes?.[fix];
  if (!chosen) return vscode.l10n.t('The problem is no longer there.');
  if (!chosen.trust) return edit(document, setAll(changesOf(chosen)));
  const { server, fingerprint, subject } = chosen.trust;
  await vscode.commands.executeCommand('integrations.trustCertificate', server, fingerprint, subject);
  return undefined;
}

async function edit(document: vscode.TextDocument, make: Parameters<typeof editDocument>[1]): Promise<Refusal> {
  const done = await editDocument(document, make);
  return done ? undefined : vscode.l10n.t('The document could not be changed. Is it read-only?');
}
