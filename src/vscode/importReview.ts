// Shows what a document would be as a model, lets its description be changed, and finds the file that it goes to.
import * as vscode from 'vscode';
import { applyEdits } from 'jsonc-parser';
import { decodeText } from '../core/decodeText.ts';
import { looksLikeJson } from '../core/json.ts';
import type { Model } from '../core/model.ts';
import type { Fault } from '../core/platform/platform.ts';
import type { Preflight } from '../core/preflight/preflight.ts';
import { schemeTitle } from '../core/schema.ts';
import type { Face } from './face.ts';
import type { NewDocument } from './modelSource.ts';
import { exists } from './exists.ts';
import { caution, confirm, withCancel } from './notify.ts';
import { choose } from './target.ts';

export interface Accepted {
  readonly target: vscode.Uri;
  readonly bytes: Uint8Array;
  readonly model: Model;
}

type Item = vscode.QuickPickItem & { readonly does?: 'import' | 'describe' | 'problems' | 'faults' };

/** A platform that the document is meant for: its own verdict stands beside ours. */
export interface Judge {
  readonly name: string;
  /** What it finds wrong; a sentence where it gives no verdict. */
  readonly validate: (bytes: Uint8Array, signal: AbortSignal) => Promise<readonly Fault[] | string>;
}

interface Verdict {
  readonly name: string;
  readonly faults: readonly Fault[] | string;
}

/** Goes on until the user imports or leaves. */
export async function reviewImport(
  face: Face,
  folder: vscode.WorkspaceFolder,
  document: NewDocument,
): Promise<Accepted> {
  const { model, bytes } = await reviewDocument(face, folder.uri, document);
  const beside = [...document.beside.keys()];
  const place = placeFor(folder, model.id, isJson(bytes) ? 'json' : 'yaml', beside);
  return { target: await targetFor(face, place, model, bytes, beside), bytes, model };
}

/** `scope`: whose settings decide how severe a problem is. */
export async function reviewDocument(
  face: Face,
  scope: vscode.Uri,
  document: Pick<NewDocument, 'bytes' | 'model'>,
  judge?: Judge,
): Promise<Pick<Accepted, 'bytes' | 'model'>> {
  const title = vscode.l10n.t('Validating {0}', document.model.id);
  const [preflight, faults] = await withCancel(title, (signal) =>
    Promise.all([face.modelProblems.examine(document.bytes, scope, signal), judge?.validate(document.bytes, signal)]),
  );
  const verdict = judge && faults !== undefined ? { name: judge.name, faults } : undefined;
  let { model, bytes } = document;
  for (;;) {
    const { does } = await choose(itemsFor(model, preflight, verdict), vscode.l10n.t('Import this model?'));
    if (does === 'import') return { bytes, model };
    if (does === 'problems') await showProblems(preflight);
    if (does === 'faults' && verdict) await showFaults(verdict);
    if (does === 'describe') {
      const options = { prompt: vscode.l10n.t('Description of the model'), value: model.description };
      const description = await vscode.window.showInputBox({ ignoreFocusOut: true, ...options });
      if (description === undefined) continue;
      bytes = await withDescription(face, bytes, description);
      model = { ...model, description };
    }
  }
}

function itemsFor(model: Model, preflight: Preflight, verdict: Verdict | undefined): Item[] {
  const { protocol, host, port, base_path } = model.server;
  const server =
    host === ''
      ? vscode.l10n.t('none: each integration names its own')
      : `${protocol}://${host}${port === undefined ? '' : `:${port}`}${base_path}`;
  const [first, ...others] = model.schemes;
  const scheme = first ? `${first.name}, ${schemeTitle(first)}` : vscode.l10n.t('none');
  return [
    { label: vscode.l10n.t('$(cloud-download) Import {0}', model.id), does: 'import' },
    {
      label: vscode.l10n.t('$(edit) Description'),
      description: model.description.split('\n', 1)[0] ?? '',
      does: 'describe',
    },
    { label: vscode.l10n.t('$(symbol-method) Operations'), description: operationsLine(preflight, model) },
    {
      label: vscode.l10n.t('$(key) Security scheme'),
      description: others.length > 0 ? vscode.l10n.t('{0} (the first of {1})', scheme, model.schemes.length) : scheme,
    },
    { label: vscode.l10n.t('$(server) Server'), description: server },
    { label: vscode.l10n.t('$(checklist) Problems'), description: problemsLine(preflight, verdict), does: 'problems' },
    ...(verdict ? [verdictItem(verdict)] : []),
  ];
}

const problemsLine = ({ problems: { length } }: Preflight, verdict: Verdict | undefined): string =>
  verdict ? vscode.l10n.t('{0}, found on this machine', length) : String(length);

function verdictItem({ name, faults }: Verdict): Item {
  const description =
    typeof faults === 'string'
      ? vscode.l10n.t('gave no verdict: {0}', faults)
      : faults.length === 0
        ? vscode.l10n.t('would take it')
        : vscode.l10n.t('would refuse it: {0}', faults.length);
  return { label: `$(server-environment) ${name}`, description, does: 'faults' };
}

async function showFaults({ name, faults }: Verdict): Promise<void> {
  const found =
    typeof faults === 'string'
      ? [{ label: faults }]
      : faults.map(({ pointer, message }) => ({ label: message, detail: pointer }));
  const nothing = [{ label: vscode.l10n.t('None: ready to import.') }];
  await vscode.window.showQuickPick(found.length > 0 ? found : nothing, {
    placeHolder: vscode.l10n.t('What {0} says of the document (Escape goes back)', name),
  });
}

function operationsLine({ lost }: Preflight, { operations }: Model): string {
  return lost === 0
    ? String(operations.length)
    : vscode.l10n.t('{0} of {1}; the platform would lose {2}', operations.length - lost, operations.length, lost);
}

async function showProblems({ problems }: Preflight): Promise<void> {
  const items = problems.map(({ message, severity, code, start }) => ({
    label: message,
    description: severity,
    detail: vscode.l10n.t('{0}, line {1}', code, start.line + 1),
  }));
  const nothing = [{ label: vscode.l10n.t('None: ready to import.') }];
  await vscode.window.showQuickPick(items.length > 0 ? items : nothing, {
    placeHolder: vscode.l10n.t('Problems of the document (Escape goes back)'),
  });
}

const isJson = (bytes: Uint8Array): boolean => looksLikeJson(decodeText(bytes.slice(0, 200)));

/** A minimal edit, in JSON and YAML alike: the rest of the document stays as its vendor wrote it. */
async function withDescription(face: Face, bytes: Uint8Array, description: string): Promise<Uint8Array> {
  const text = decodeText(bytes);
  return withCancel(vscode.l10n.t('Changing the description'), async (signal) =>
    new TextEncoder().encode(applyEdits(text, [...(await face.modelProblems.describe(text, description, signal))])),
  );
}

/** Where a new document may go, and what its file is called. */
interface Place {
  readonly folder: vscode.Uri;
  readonly name: string;
  readonly extension: string;
}

/** A document of several files gets a folder of its own, as deep as its references go up. */
function placeFor(folder: vscode.WorkspaceFolder, id: string, extension: string, beside: readonly string[]): Place {
  const name = id.replaceAll(/[\\/:*?"<>|]+/g, '_');
  const models = vscode.Uri.joinPath(folder.uri, 'models');
  if (beside.length === 0) return { folder: models, name, extension };
  const depth = Math.max(...beside.map((path) => path.split('/').filter((part) => part === '..').length));
  return { folder: vscode.Uri.joinPath(models, name, ...Array<string>(depth).fill('document')), name, extension };
}

/** The file of the same id, if it may be replaced; else one that does not exist yet. */
async function targetFor(
  face: Face,
  place: Place,
  model: Model,
  bytes: Uint8Array,
  beside: readonly string[],
): Promise<vscode.Uri> {
  const existing = face.catalog.modelEntry(model.id);
  if (!existing) return freeFile(place);
  const uri = vscode.Uri.parse(existing.uri);
  const [replace, both, compare] = [vscode.l10n.t('Replace'), vscode.l10n.t('Keep Both'), vscode.l10n.t('Compare')];
  const question = vscode.l10n.t('The model "{0}" is already here.', model.id);
  const detail = vscode.l10n.t(
    'Replace the document {0}? Its integrations stay as they are. Of two documents with the same id only one is used.',
    existing.file,
  );
  const others = vscode.l10n.t('The files that it refers to are written beside it: {0}.', beside.join(', '));
  const details = beside.length > 0 ? `${detail}\n${others}` : detail;
  let answer = await confirm(question, details, replace, both, compare);
  if (answer === compare) {
    await showDifference(uri, model.id, bytes);
    // Not modal any more: the difference is there to be read.
    answer = await caution(question, replace, both);
  }
  if (answer === undefined) throw new vscode.CancellationError();
  return answer === replace ? uri : freeFile(place);
}

async function showDifference(existing: vscode.Uri, id: string, bytes: Uint8Array): Promise<void> {
  const { languageId } = await vscode.workspace.openTextDocument(existing);
  const incoming = await vscode.workspace.openTextDocument({ language: languageId, content: decodeText(bytes) });
  await vscode.commands.executeCommand(
    'vscode.diff',
    existing,
    incoming.uri,
    vscode.l10n.t('{0}: here and imported', id),
  );
}

/** Different ids can give the same file name. */
async function freeFile({ folder, name, extension }: Place): Promise<vscode.Uri> {
  for (let number = 1; ; number++) {
    // Sorted behind the first, which goes on being the one that counts.
    const suffix = number === 1 ? '' : `_${number}`;
    const file = vscode.Uri.joinPath(folder, `${name}${suffix}.integration_model.${extension}`);
    if (!(await exists(file))) return file;
  }
}
