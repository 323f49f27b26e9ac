// Writes what was typed into a field of the form to its document; a sentence says why when that cannot be.
import * as vscode from 'vscode';
import { isJsonNumber } from '../../core/edit.ts';
import { setEntries, setItems } from '../../core/editMembers.ts';
import type { Entry, Field, Form, MapField } from '../../core/form.ts';
import { fieldsOf } from '../../core/form/buildForm.ts';
import type { Path } from '../../core/pointer.ts';
import { leftOutInWords, serverChanges, splitUrl } from '../../core/form/splitUrl.ts';
import { editDocument, setAll, setChange, setDigits, type Refusal } from '../edits.ts';

export interface Done {
  /** Why it was not done. */
  readonly refusal?: string;
  /** What else there is to know of it. */
  readonly note?: string;
  /** What was asked for. */
  readonly value?: string;
}

export const done = (refusal: Refusal, note?: string): Done =>
  refusal === undefined ? { ...(note !== undefined && { note }) } : { refusal };

export async function setField(document: vscode.TextDocument, field: Field, value: string | boolean): Promise<Refusal> {
  if (field.kind === 'number' && typeof value === 'string') return setNumber(document, field.path, value.trim());
  const texts: readonly Field['kind'][] = ['text', 'url', 'pem', 'choice'];
  const type = field.kind === 'switch' ? 'boolean' : texts.includes(field.kind) ? 'string' : '';
  if (typeof value !== type) return unfit();
  return editDocument(document, setChange({ path: field.path, value }));
}

/** A value that is of the kind already stays what it is. */
export async function chooseKind(document: vscode.TextDocument, field: Field, option: number): Promise<Refusal> {
  const kind = field.kind === 'oneOf' ? field.options[option] : undefined;
  if (field.kind !== 'oneOf' || !kind) return unfit();
  if (field.present && field.chosen === option) return undefined;
  return editDocument(document, setChange({ path: field.path, value: kind.start }));
}

async function setNumber(document: vscode.TextDocument, path: Path, digits: string): Promise<Refusal> {
  if (digits === '') return editDocument(document, setChange({ path }));
  return isJsonNumber(digits) ? editDocument(document, setDigits(path, digits)) : notANumber(digits);
}

/** In one step, so that one Undo takes all of it back. */
export async function pasteInto(document: vscode.TextDocument, field: Field, value: string): Promise<Done> {
  const parts = field.kind === 'text' && field.splitsUrl ? splitUrl(value) : undefined;
  if (!parts) return done(await setField(document, field, value));
  const refusal = await editDocument(document, setAll(serverChanges(field.path.slice(0, -1), parts)));
  return done(refusal, leftOutInWords(parts));
}

export async function setList(document: vscode.TextDocument, field: Field, items: readonly string[]): Promise<Refusal> {
  if (field.kind !== 'list') return unfit();
  const digits = field.itemKind === 'number';
  const wrong = digits ? items.find((item) => !isJsonNumber(item.trim())) : undefined;
  if (wrong !== undefined) return notANumber(wrong);
  const written = digits ? items.map((item) => item.trim()) : items;
  return editDocument(document, (text) => setItems(text, field.path, written, digits));
}

export async function setMap(
  document: vscode.TextDocument,
  form: Form,
  field: Field,
  entries: readonly Entry[],
): Promise<Refusal> {
  if (field.kind !== 'map') return unfit();
  const own = namesInside(form, field);
  const names = entries.map(({ key }) => key);
  const twice = names.find((name, place) => own.includes(name) || names.indexOf(name) !== place);
  if (twice !== undefined) return vscode.l10n.t('There is an entry named "{0}" already.', twice);
  return editDocument(document, (text) => setEntries(text, field.path, entries, own));
}

/** The members of the same object that have fields of their own. */
function namesInside(form: Form, { path }: MapField): string[] {
  const depth = path.length;
  return fieldsOf(form).flatMap(({ path: [...other] }) =>
    other.length > depth && path.every((key, place) => other[place] === key) ? [String(other[depth])] : [],
  );
}

const unfit = (): string => vscode.l10n.t('This value does not fit the field.');
const notANumber = (text: string): string => vscode.l10n.t('"{0}" is not a number.', text);
