// Secrets that were being typed when their form was closed: no document and no store has them, so VS Code does not ask.
import * as vscode from 'vscode';
import { fieldsOf } from '../../core/form/buildForm.ts';
import { toPointer } from '../../core/pointer.ts';
import { caution } from '../notify.ts';
import type { Drawing } from './formDrawing.ts';

/** `typed`: the pointers of their fields. */
export function tellUnsent(uri: vscode.Uri, drawing: Drawing | undefined, typed: ReadonlySet<string>): void {
  const fields = drawing?.form ? fieldsOf(drawing.form).filter(({ path }) => typed.has(toPointer(path))) : [];
  if (!drawing || fields.length === 0) return;
  const titles = fields.map(({ title }) => title).join(', ');
  const message = vscode.l10n.t(
    '{0}: what was typed into "{1}" is not stored, because the form was closed before the field was left.',
    drawing.snapshot.name,
    titles,
  );
  const openForm = vscode.l10n.t('Open Form');
  void caution(message, openForm).then(
    (pressed) => pressed === openForm && vscode.commands.executeCommand('integrations.openForm', uri),
  );
}
