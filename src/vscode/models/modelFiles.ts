// Files as the reader of models wants them: their bytes, and the way to what lies beside them.
import * as vscode from 'vscode';
import type { ModelFile, ModelReader } from '../../core/models/modelReader.ts';
import type { FilesBeside } from '../../core/preflight/toJson.ts';
import { ExpectedError } from '../expectedError.ts';

/** A model counts as it is saved: half of an edit would take the ground from under its integrations. */
export async function modelFile(uri: vscode.Uri): Promise<ModelFile> {
  const { size } = await vscode.workspace.fs.stat(uri);
  return { size, bytes: async () => vscode.workspace.fs.readFile(uri), ...besideOf(uri) };
}

/** The way to what lies beside a document; an untitled one has no place. */
export function besideOf(uri: vscode.Uri): Pick<ModelFile, 'beside'> {
  return { beside: (path) => (uri.scheme === 'untitled' ? Promise.resolve(undefined) : beside(uri, path)) };
}

/** All files that a document refers to; a document that is nothing but itself has none. */
export async function filesWith(
  models: Pick<ModelReader, 'filesOf'>,
  file: ModelFile,
  uri: vscode.Uri | undefined,
  signal: AbortSignal,
): Promise<FilesBeside> {
  const found = await models.filesOf(file, signal);
  if ('error' in found) throw new ExpectedError(found.error);
  const files = new Map<string, Uint8Array>();
  for (const path of found.files) {
    const content = await file.beside(path);
    if (content) files.set(path, content);
  }
  return { files, own: uri?.path.replace(/^.*\//, '') ?? '' };
}

/** A document that has no place yet, so that nothing lies beside it. */
export function looseFile(bytes: Uint8Array): ModelFile {
  return { size: bytes.length, bytes: () => Promise.resolve(bytes.slice()), beside: () => Promise.resolve(undefined) };
}

/** Hidden files (`.env`, `.ssh/id_rsa`) are no part of a document, which goes to platforms with all that it takes in. */
const isHidden = (path: string): boolean => path.split('/').some((part) => /^\.(?!\.?$)/.test(part));

async function beside(uri: vscode.Uri, path: string): Promise<Uint8Array | undefined> {
  const target = isHidden(path) ? undefined : fileBeside(uri, path);
  if (!target) return undefined;
  return vscode.workspace.fs.readFile(target).then(
    (bytes) => bytes,
    () => undefined,
  );
}

/**
 * The file that a document means by a relative path; undefined outside the document's home: whoever wrote the document
 * must not read what its user has elsewhere on this machine.
 */
export function fileBeside(uri: vscode.Uri, path: string): vscode.Uri | undefined {
  const folder = vscode.Uri.joinPath(uri, '..');
  const target = vscode.Uri.joinPath(folder, path);
  const home = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? folder;
  if (target.authority !== home.authority || !target.path.startsWith(`${home.path.replace(/\/$/, '')}/`))
    return undefined;
  return target;
}
