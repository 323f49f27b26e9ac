// A folder that integrations and models are brought to, as the files that Itential's command line tool exports.
import * as vscode from 'vscode';
import { entriesOf, type Home } from '../../core/catalog.ts';
import { sameValue } from '../../core/platform/hidden.ts';
import { sameBytes } from '../../core/sameBytes.ts';
import { failed, ok, type Outcome } from '../../core/request.ts';
import { fileText } from '../../core/sync/fileText.ts';
import { resultOf, type SyncItem } from '../../core/sync/planItem.ts';
import type { Doing, TargetHome } from '../../core/sync/runSync.ts';
import type { Stored } from '../../core/sync/travel.ts';
import type { BegunStep, UndoLog } from '../../core/sync/undoStep.ts';
import { decode, documentText } from '../documentText.ts';
import { exists } from '../exists.ts';
import { fileNameOf, usualFolder, wordOf } from '../newFile.ts';
import { fileChanged, isDirty, standing, writeBytes, writeText } from './folderFile.ts';
import { freeFiles, type FreeFile } from './freeFiles.ts';
import { serviceIn } from './readHome.ts';

export interface FolderTargetParts {
  readonly home: Home;
  /** Keeps a plain secret of the platform where files refer to it. */
  readonly store: (secret: Stored) => Promise<void>;
  /** The text of the file of a model, as the command line tool exports it. */
  readonly model: (id: string, signal: AbortSignal) => Promise<Outcome<Uint8Array, string>>;
  readonly log: UndoLog;
}

export function createFolderTarget(parts: FolderTargetParts): TargetHome {
  const root = vscode.Uri.parse(parts.home.id);
  const at: Folder = { ...parts, root, freeFile: freeFiles() };
  const fileOf = (name: string): vscode.Uri | undefined => {
    const entry = entriesOf([parts.home], 'integration').find((each) => each.name === name && !each.error);
    return entry && vscode.Uri.parse(entry.uri);
  };
  /** A file would bring a folder back that somebody has deleted. */
  const inside = async (work: () => Doing): Doing =>
    (await exists(root)) ? work() : failed(vscode.l10n.t('The folder {0} is gone.', parts.home.label));
  const withFile = (name: string, work: (file: vscode.Uri) => Doing): Doing => {
    const file = fileOf(name);
    return file ? work(file) : Promise.resolve(failed(fileIsGone()));
  };
  return {
    write: (item, chosen) =>
      inside(() =>
        item.target ? withFile(item.name, (file) => change(at, file, item, chosen)) : create(at, item, chosen),
      ),
    remove: (item) => inside(() => withFile(item.name, (file) => remove(at, file, item))),
    createModel: (id, signal) => inside(() => createModel(at, id, signal)),
  };
}

interface Folder extends FolderTargetParts {
  readonly root: vscode.Uri;
  readonly freeFile: FreeFile;
}

async function change(at: Folder, file: vscode.Uri, item: SyncItem, chosen: ReadonlySet<string>): Doing {
  const before = await documentText(file);
  if (!isAsPlanned(before, item)) return failed(fileChanged());
  const puts = item.differences.filter(({ pointer }) => chosen.has(pointer));
  const text = fileText(before, resultOf(item, chosen), puts);
  await storeAll(at, item, chosen);
  const step = await at.log.begin({ ...stepOf(item, file), before, still: text, after: text });
  const wasDirty = isDirty(file);
  const isSaved = await taking(step, file, () => writeText(file, text));
  return ok({ after: serviceIn(text), notes: isSaved ? [] : [wasDirty ? notSavedEither() : couldNotBeSaved()] });
}

async function create(at: Folder, item: SyncItem, chosen: ReadonlySet<string>): Doing {
  const text = fileText(undefined, resultOf(item, chosen), []);
  const file = await at.freeFile(
    vscode.Uri.joinPath(at.root, usualFolder(entriesOf([at.home], 'integration'), at.root, 'integrations/')),
    fileNameOf(item.name),
  );
  await storeAll(at, item, chosen);
  const step = await at.log.begin({ ...stepOf(item, file), after: text });
  await taking(step, file, () => writeBytes(file, text));
  return ok({ after: serviceIn(text), notes: [] });
}

async function createModel({ home, root, model, log, freeFile }: Folder, id: string, signal: AbortSignal): Doing {
  const document = await model(id, signal);
  if (!document.ok) return document;
  const folder = vscode.Uri.joinPath(root, usualFolder(entriesOf([home], 'model'), root, 'models/'));
  const file = await freeFile(folder, `${wordOf(id)}.integration_model.json`);
  const text = decode(document.value);
  const step = await log.begin({ what: 'model', name: id, file: file.toString(), after: text });
  await taking(step, file, () => vscode.workspace.fs.writeFile(file, document.value));
  return ok({ after: undefined, notes: [] });
}

async function remove(at: Folder, file: vscode.Uri, item: SyncItem): Doing {
  if (isDirty(file) || !isAsPlanned(await documentText(file), item)) return failed(fileChanged());
  const bytes = await vscode.workspace.fs.readFile(file);
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (!sameBytes(new TextEncoder().encode(before), bytes)) return failed(notUtf8());
  const step = await at.log.begin({ ...stepOf(item, file), before });
  await taking(step, file, () => vscode.workspace.fs.delete(file));
  return ok({ after: undefined, notes: [] });
}

const stepOf = ({ name, base }: SyncItem, file: vscode.Uri) =>
  ({ what: 'integration', name, base, file: file.toString() }) as const;

/** What failed and left everything as it was, was no step. */
async function taking<T>(step: BegunStep, file: vscode.Uri, work: () => PromiseLike<T>): Promise<T> {
  const before = await standing(file);
  try {
    return await work();
  } catch (error) {
    if ((await standing(file)) === before) await step.drop();
    throw error;
  }
}

const fileIsGone = (): string => vscode.l10n.t('Its file is gone.');

/** Whether the text is still the one that the plan was made of. */
function isAsPlanned(text: string, { target }: SyncItem): boolean {
  return sameValue(serviceIn(text), target?.service);
}

const notUtf8 = (): string => vscode.l10n.t('Its file is not UTF-8, and stays as it is.');
const notSavedEither = (): string => vscode.l10n.t('It had unsaved changes: this one is not saved either.');
const couldNotBeSaved = (): string => vscode.l10n.t('It is changed in its editor, but could not be saved.');

async function storeAll({ store }: FolderTargetParts, item: SyncItem, chosen: ReadonlySet<string>): Promise<void> {
  for (const { pointer, store: secret } of item.differences) if (secret && chosen.has(pointer)) await store(secret);
}
