// A folder that integrations and models are brought to, as the files that Itential's command line tool exports.
import * as vscode from 'vscode';
import { entriesOf, type Home } from '../../core/catalog.ts';
import { sameValue } from '../../core/platform/hidden.ts';
import { sameBytes } from '../../core/sameBytes.ts';
import { failed, ok, type Outcome } from '../../core/request.ts';
import { fileText } from '../../core/sync/fileText.ts';
import { resultOf, type SyncItem } from '../../core/sync/planItem.ts';
import type { Doing, Done, TargetHome } from '../../core/sync/runSync.ts';
import type { Stored } from '../../core/sync/travel.ts';
import { documentText } from '../documentText.ts';
import { exists } from '../exists.ts';
import { fileNameOf, usualFolder, wordOf } from '../newFile.ts';
import { ExpectedError } from '../expectedError.ts';
import { wholeText } from '../workspaceEdit.ts';
import { serviceIn } from './readHome.ts';

export interface FolderTargetParts {
  readonly home: Home;
  /** Keeps a plain secret of the platform where files refer to it. */
  readonly store: (secret: Stored) => Promise<void>;
  /** The text of the file of a model, as the command line tool exports it. */
  readonly model: (id: string, signal: AbortSignal) => Promise<Outcome<Uint8Array, string>>;
}

export function createFolderTarget(parts: FolderTargetParts): TargetHome {
  const fileOf = (name: string): vscode.Uri | undefined => {
    const entry = entriesOf([parts.home], 'integration').find((each) => each.name === name && !each.error);
    return entry && vscode.Uri.parse(entry.uri);
  };
  return {
    write: (item, chosen) => {
      const file = fileOf(item.name);
      if (!item.target) return create(parts, item, chosen);
      return file ? change(parts, file, item, chosen) : Promise.resolve(failed(fileIsGone()));
    },
    remove: async (item) => {
      const file = fileOf(item.name);
      return file ? remove(file, item) : failed(fileIsGone());
    },
    async createModel(id, signal) {
      const document = await parts.model(id, signal);
      if (!document.ok) return document;
      const root = vscode.Uri.parse(parts.home.id);
      const folder = vscode.Uri.joinPath(root, usualFolder(entriesOf([parts.home], 'model'), root, 'models/'));
      return ok(await createWith(await freeFile(folder, `${wordOf(id)}.integration_model.json`), document.value));
    },
  };
}

async function change(parts: FolderTargetParts, file: vscode.Uri, item: SyncItem, chosen: ReadonlySet<string>): Doing {
  const before = await documentText(file);
  if (!isAsPlanned(before, item)) return failed(meanwhile());
  const puts = item.differences.filter(({ pointer }) => chosen.has(pointer));
  const text = fileText(before, resultOf(item, chosen), puts);
  await storeAll(parts, item, chosen);
  const isSaved = await writeText(file, text);
  const notes = isSaved ? [] : [vscode.l10n.t('It had unsaved changes: this one is not saved either.')];
  const undo = async (): Promise<Outcome<undefined, string>> => {
    if ((await documentText(file)) !== text) return failed(meanwhile());
    await writeText(file, before);
    return ok(undefined);
  };
  return ok({ after: serviceIn(text), notes, undo });
}

async function create(parts: FolderTargetParts, item: SyncItem, chosen: ReadonlySet<string>): Doing {
  const text = fileText(undefined, resultOf(item, chosen), []);
  const folder = vscode.Uri.parse(parts.home.id);
  const place = vscode.Uri.joinPath(
    folder,
    usualFolder(entriesOf([parts.home], 'integration'), folder, 'integrations/'),
  );
  const file = await freeFile(place, fileNameOf(item.name));
  await storeAll(parts, item, chosen);
  const done = await createWith(file, new TextEncoder().encode(text));
  return ok({ ...done, after: serviceIn(text) });
}

async function createWith(file: vscode.Uri, bytes: Uint8Array): Promise<Done> {
  await vscode.workspace.fs.writeFile(file, bytes);
  const undo = async (): Promise<Outcome<undefined, string>> => {
    const now = await vscode.workspace.fs.readFile(file);
    if (!sameBytes(now, bytes) || isDirty(file)) return failed(meanwhile());
    await vscode.workspace.fs.delete(file);
    return ok(undefined);
  };
  return { after: undefined, notes: [], undo };
}

async function remove(file: vscode.Uri, item: SyncItem): Doing {
  if (isDirty(file) || !isAsPlanned(await documentText(file), item)) return failed(meanwhile());
  const bytes = await vscode.workspace.fs.readFile(file);
  await vscode.workspace.fs.delete(file);
  const undo = async (): Promise<Outcome<undefined, string>> => {
    if (await exists(file)) return failed(vscode.l10n.t('There is another file in its place.'));
    await vscode.workspace.fs.writeFile(file, bytes);
    return ok(undefined);
  };
  return ok({ after: undefined, notes: [], undo });
}

const fileIsGone = (): string => vscode.l10n.t('Its file is gone.');

/** Whether the text is still the one that the plan was made of. */
function isAsPlanned(text: string, { target }: SyncItem): boolean {
  return sameValue(serviceIn(text), target?.service);
}

const meanwhile = (): string => vscode.l10n.t('Its file was changed meanwhile, and stays as it is. Compare again.');

/** Through the editor where it is open: its undo, and changes that nobody saved yet, stay. Whether the file has it too. */
async function writeText(file: vscode.Uri, text: string): Promise<boolean> {
  const open = openDocument(file);
  if (!open) {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return true;
  }
  const wasDirty = open.isDirty;
  if (!(await vscode.workspace.applyEdit(wholeText(open, text))))
    throw new ExpectedError(vscode.l10n.t('The documents could not be changed.'));
  return wasDirty ? false : open.save();
}

const openDocument = (file: vscode.Uri): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());

const isDirty = (file: vscode.Uri): boolean => openDocument(file)?.isDirty === true;

async function storeAll({ store }: FolderTargetParts, item: SyncItem, chosen: ReadonlySet<string>): Promise<void> {
  for (const { pointer, store: secret } of item.differences) if (secret && chosen.has(pointer)) await store(secret);
}

/** Two names can become one where a file may not have all of their characters. */
async function freeFile(folder: vscode.Uri, name: string): Promise<vscode.Uri> {
  const [, stem = name, ending = ''] = /^(.*?)(\.integration(?:_model)?\.json)$/.exec(name) ?? [];
  for (let number = 1; ; number++) {
    const uri = vscode.Uri.joinPath(folder, number === 1 ? name : `${stem}-${number}${ending}`);
    if (!(await exists(uri))) return uri;
  }
}
