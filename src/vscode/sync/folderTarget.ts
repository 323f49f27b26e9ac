// A folder that integrations and models are brought to, as the files that Itential's command line tool exports.
import * as vscode from 'vscode';
import { entriesOf, type Home } from '../../core/catalog.ts';
import { sameValue } from '../../core/platform/hidden.ts';
import { failed, ok, type Outcome } from '../../core/request.ts';
import { fileText } from '../../core/sync/fileText.ts';
import { resultOf, type SyncItem } from '../../core/sync/planItem.ts';
import type { Doing, TargetHome } from '../../core/sync/runSync.ts';
import type { Stored } from '../../core/sync/travel.ts';
import type { BegunStep, UndoLog } from '../../core/sync/undoStep.ts';
import { decode, documentText } from '../documentText.ts';
import { exists } from '../exists.ts';
import { ExpectedError } from '../expectedError.ts';
import { fileNameOf, usualFolder, wordOf } from '../newFile.ts';
import { fileChanged, isDirty, isUtf8, standing, wholeTextOf, writeBytes, writeText } from './folderFile.ts';
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
  const integrations = entriesOf([parts.home], 'integration');
  const folders = {
    integrations: vscode.Uri.joinPath(root, usualFolder(integrations, root, 'integrations/')),
    models: vscode.Uri.joinPath(root, usualFolder(entriesOf([parts.home], 'model'), root, 'models/')),
  };
  const at: Folder = { ...parts, folders, freeFile: freeFiles() };
  // Of two files of one name none takes part.
  const files = new Map(integrations.filter(({ error }) => !error).map(({ name, uri }) => [name, uri]));
  /** A file would bring a folder back that somebody has deleted. */
  const inside = async (work: () => Doing): Doing =>
    (await exists(root)) ? work() : failed(vscode.l10n.t('The folder {0} is gone.', parts.home.label));
  const withFile = (name: string, work: (file: vscode.Uri) => Doing): Doing => {
    const file = files.get(name);
    return file === undefined ? Promise.resolve(failed(fileIsGone())) : work(vscode.Uri.parse(file));
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
  /** Where new files go: to most of their kind. */
  readonly folders: Readonly<Record<'integrations' | 'models', vscode.Uri>>;
  readonly freeFile: FreeFile;
}

async function change(at: Folder, file: vscode.Uri, item: SyncItem, chosen: ReadonlySet<string>): Doing {
  const before = await documentText(file);
  if (!isAsPlanned(before, item)) return failed(fileChanged());
  if (!(await isUtf8(file))) return failed(notUtf8());
  const puts = item.differences.filter(({ pointer }) => chosen.has(pointer));
  const text = fileText(before, resultOf(item, chosen), puts);
  await storeAll(at, item, chosen);
  const step = await at.log.begin({ ...stepOf(item, file), before, still: text, after: text });
  const isStill = async (): Promise<boolean> => (await documentText(file)) === before;
  const notes = await taking(step, file, isStill, () => writeText(file, text));
  return ok({ after: serviceIn(text), notes });
}

async function create(at: Folder, item: SyncItem, chosen: ReadonlySet<string>): Doing {
  const text = fileText(undefined, resultOf(item, chosen), []);
  const wished = vscode.Uri.joinPath(at.folders.integrations, fileNameOf(item.name));
  if (serviceIn((await standing(wished)) ?? '')?.['name'] === item.name) return failed(madeMeanwhile());
  const file = await at.freeFile(at.folders.integrations, fileNameOf(item.name));
  await storeAll(at, item, chosen);
  const step = await at.log.begin({ ...stepOf(item, file), after: text });
  await taking(step, file, isFree(file), () => writeBytes(file, text));
  return ok({ after: serviceIn(text), notes: [] });
}

async function createModel({ folders, model, log, freeFile }: Folder, id: string, signal: AbortSignal): Doing {
  const document = await model(id, signal);
  if (!document.ok) return document;
  const file = await freeFile(folders.models, `${wordOf(id)}.integration_model.json`);
  const text = decode(document.value);
  const step = await log.begin({ what: 'model', name: id, file: file.toString(), after: text });
  await taking(step, file, isFree(file), () => vscode.workspace.fs.writeFile(file, document.value));
  return ok({ after: undefined, notes: [] });
}

async function remove(at: Folder, file: vscode.Uri, item: SyncItem): Doing {
  if (isDirty(file) || !isAsPlanned(await documentText(file), item)) return failed(fileChanged());
  if (!(await isUtf8(file))) return failed(notUtf8());
  const before = await wholeTextOf(file);
  const step = await at.log.begin({ ...stepOf(item, file), before });
  const isStill = async (): Promise<boolean> => !isDirty(file) && (await wholeTextOf(file)) === before;
  await taking(step, file, isStill, () => vscode.workspace.fs.delete(file));
  return ok({ after: undefined, notes: [] });
}

const stepOf = ({ name, base }: SyncItem, file: vscode.Uri) =>
  ({ what: 'integration', name, base, file: file.toString() }) as const;

const isFree = (file: vscode.Uri) => async (): Promise<boolean> => !(await exists(file));

/** What failed and left everything as it was, was no step; nor is what somebody came before while it was noted. */
async function taking<T>(
  step: BegunStep,
  file: vscode.Uri,
  isStill: () => Promise<boolean>,
  work: () => PromiseLike<T>,
): Promise<T> {
  if (!(await isStill())) {
    await step.drop();
    throw new ExpectedError(fileChanged());
  }
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

const madeMeanwhile = (): string => vscode.l10n.t('It was made here meanwhile, and stays as it is. Compare again.');
const notUtf8 = (): string => vscode.l10n.t('Its file is not UTF-8, and stays as it is.');

async function storeAll({ store }: FolderTargetParts, item: SyncItem, chosen: ReadonlySet<string>): Promise<void> {
  for (const { pointer, store: secret } of item.differences) if (secret && chosen.has(pointer)) await store(secret);
}
