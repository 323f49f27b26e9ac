// What the page of a form asks for, done on the document; a sentence says why when something cannot be done.
import * as vscode from 'vscode';
import { fieldsOf } from '../../core/form/buildForm.ts';
import type { Field } from '../../core/form.ts';
import { samePath, startsWith } from '../../core/pointer.ts';
import { changesOf, type Problem } from '../../core/problem.ts';
import type { ToHost } from '../../protocol.ts';
import { setAll, setChange } from '../edits.ts';
import type { Face } from '../face.ts';
import { whyLimited } from '../platforms/documentAccess.ts';
import { fixCommand } from '../advanced/fixCommand.ts';
import type { Drawing } from './formDrawing.ts';
import { chooseKind, done, edit, pasteInto, setField, setList, setMap, type Done, type Refusal } from './formFields.ts';
import { takeFile } from './formFiles.ts';
import { levelAtOnce, setLevelAtOnce } from './formLevels.ts';
import { readSecret, setSecret } from './formSecrets.ts';
import { pageCommandTable } from './pageCommands.ts';

type Action = Exclude<ToHost, { readonly type: 'ready' }>;
type FieldAction = Exclude<Action, { readonly type: 'command' | 'typing' | 'showSecret' | 'fix' | 'paste' }>;

/** Nothing the page says is taken on trust: a path must be one of the fields that it was last shown. */
export async function act(
  face: Face,
  document: vscode.TextDocument,
  drawing: Drawing | undefined,
  message: Action,
): Promise<Done> {
  if (message.type === 'command') {
    await pageCommandTable[message.command](document.uri, message.path);
    return {};
  }
  if (message.type === 'typing') return {};
  if (message.type === 'fix' && message.path.length === 0 && drawing)
    return done(await fix(document, drawing.beside[message.problem], drawing, message));
  const field = drawing?.form && fieldsOf(drawing.form).find(({ path }) => samePath(path, message.path));
  if (!field) return { refusal: vscode.l10n.t('The document has changed and no longer has this field.') };
  if (message.type === 'showSecret') return readSecret(face, document, editedBy(field));
  if (message.type === 'fix')
    return done(await fix(document, problemOf(field, drawing, message.problem), drawing, message));
  if (field.locked) return done(whyLimited(face, document, drawing.access));
  if (field.disabled !== undefined && message.type !== 'reset') return done(field.disabled);
  if (message.type === 'paste') return pasteInto(document, field, message.value);
  const atOnce = message.type === 'set' ? levelAtOnce(document, field.path, message.value) : undefined;
  if (atOnce) return setLevelAtOnce(face, document, atOnce);
  return done(await change(face, document, drawing, field, message));
}

/** Of a value that may be of several kinds, the field of the one that it is of. */
const editedBy = (field: Field): Field => (field.kind === 'oneOf' ? (field.inner ?? field) : field);

async function change(
  face: Face,
  document: vscode.TextDocument,
  { form }: Drawing,
  shown: Field,
  message: FieldAction,
): Promise<Refusal> {
  const field = editedBy(shown);
  switch (message.type) {
    case 'choose':
      return chooseKind(document, shown, message.option);
    case 'set':
      return setField(document, field, message.value);
    case 'items':
      return setList(document, field, message.value);
    case 'entries':
      return form && setMap(document, form, field, message.value);
    case 'secret':
      return setSecret(face, document, field, message.value);
    case 'file':
      return takeFile(face, document, field, message);
    case 'reset':
      return edit(document, setChange({ path: field.path }));
  }
}

/** The problem that a field shows at this place. */
function problemOf(field: Field, { problems }: Drawing, place: number): Problem | undefined {
  const shown = field.problems[place];
  return problems.find(
    ({ path, severity, message }) =>
      startsWith(path, field.path) && severity === shown?.severity && message === shown.message,
  );
}

async function fix(
  document: vscode.TextDocument,
  problem: Problem | undefined,
  { snapshot }: Drawing,
  { fix: place, version }: Extract<Action, { readonly type: 'fix' }>,
): Promise<Refusal> {
  if (version !== snapshot.version) return vscode.l10n.t('The document has changed since; choose again.');
  const chosen = problem?.fixes?.[place];
  if (!chosen) return vscode.l10n.t('The problem is no longer there.');
  const command = fixCommand(document.uri, chosen);
  if (!command) return edit(document, setAll(changesOf(chosen)));
  await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
  return undefined;
}
