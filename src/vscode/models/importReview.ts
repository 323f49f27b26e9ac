// Shows what a document would be as a model, lets its description be changed, and asks for the file that it goes to.
import * as vscode from 'vscode';
import { applyEdits } from 'jsonc-parser';
import { decodeText } from '../../core/models/decodeText.ts';
import type { Model } from '../../core/model.ts';
import type { Fault } from '../../core/platform/platform.ts';
import type { Preflight } from '../../core/preflight/preflight.ts';
import { schemeTitle } from '../../core/schema.ts';
import type { Face } from '../face.ts';
import type { NewDocument } from './modelSource.ts';
import { importPlace, type ImportPlace } from './importPlace.ts';
import { withCancel } from '../notify.ts';
import { choose } from '../target.ts';

export interface Accepted extends ImportPlace {
  readonly bytes: Uint8Array;
  readonly model: Model;
}

type Item = vscode.QuickPickItem & { readonly does?: 'import' | 'describe' | 'problems' | 'faults' | 'look' };

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
  return { ...(await importPlace(face, folder, { model, bytes, beside: [...document.beside.keys()] })), bytes, model };
}

export interface Reviewed extends Pick<NewDocument, 'bytes' | 'model'> {
  /** What the bytes were made from, for people; empty for a document as it came. */
  readonly made?: string;
}

/** `scope`: whose settings decide how severe a problem is. */
export async function reviewDocument(
  face: Face,
  scope: vscode.Uri,
  document: Reviewed,
  judge?: Judge,
): Promise<Pick<Accepted, 'bytes' | 'model'>> {
  const title = vscode.l10n.t('Validating {0}', document.model.id);
  const [preflight, faults] = await withCancel(title, (signal) =>
    Promise.all([face.modelProblems.examine(document.bytes, scope, signal), judge?.validate(document.bytes, signal)]),
  );
  const verdict = judge && faults !== undefined ? { name: judge.name, faults } : undefined;
  let { model, bytes } = document;
  for (;;) {
    const { does } = await choose(
      itemsFor(model, preflight, verdict, document.made),
      vscode.l10n.t('Import this model?'),
    );
    if (does === 'import') return { bytes, model };
    if (does === 'problems') await showProblems(preflight);
    if (does === 'look') await face.previews.show(scope, decodeText(bytes), 'json');
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

function itemsFor(model: Model, preflight: Preflight, verdict: Verdict | undefined, made = ''): Item[] {
  const { protocol, host, port, base_path } = model.server;
  const server =
    host === '' ? withoutHost(base_path) : `${protocol}://${host}${port === undefined ? '' : `:${port}`}${base_path}`;
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
      description:
        others.length > 0
          ? vscode.l10n.t('{0} (of {1}, the platform takes the first)', scheme, model.schemes.length)
          : scheme,
    },
    { label: vscode.l10n.t('$(server) Server'), description: server },
    { label: vscode.l10n.t('$(checklist) Problems'), description: problemsLine(preflight, verdict), does: 'problems' },
    ...(verdict ? [verdictItem(verdict)] : []),
    ...(made ? [{ label: vscode.l10n.t('$(file-code) What is sent'), description: made, does: 'look' as const }] : []),
  ];
}

const withoutHost = (basePath: string): string =>
  basePath === ''
    ? vscode.l10n.t('none: each integration names its own')
    : vscode.l10n.t('only the path {0}: each integration names its own host', basePath);

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
  const items = problems.map(({ message, severity, code, start }) => {
    const [label, more] = inTwo(message);
    const place = vscode.l10n.t('{0}, line {1}', code, start.line + 1);
    return {
      label: `${icons[severity]} ${label}`,
      ...(more === '' ? { detail: place } : { description: place, detail: more }),
    };
  });
  const nothing = [{ label: vscode.l10n.t('None: ready to import.') }];
  await vscode.window.showQuickPick(items.length > 0 ? items : nothing, {
    placeHolder: vscode.l10n.t('Problems of the document (Escape goes back)'),
  });
}

const icons = { error: '$(error)', warning: '$(warning)', information: '$(info)' } as const;

/** A row has two lines and cuts off what goes beyond: what is wrong stands in the first, and the rest in the second. */
function inTwo(message: string): [string, string] {
  const [, first = message, rest = ''] = /^(.{15,}?[.:]) (.+)$/s.exec(message) ?? [];
  return [first, rest];
}

/** A minimal edit, in JSON and YAML alike: the rest of the document stays as its vendor wrote it. */
async function withDescription(face: Face, bytes: Uint8Array, description: string): Promise<Uint8Array> {
  const text = decodeText(bytes);
  return withCancel(vscode.l10n.t('Changing the description'), async (signal) =>
    new TextEncoder().encode(applyEdits(text, [...(await face.modelProblems.describe(text, description, signal))])),
  );
}
