// The workspace that the inside suite shares: its files, their documents and problems, and back to how it all was.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Json } from '../../../src/core/json.ts';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';

export const folder = vscode.workspace.workspaceFolders![0]!.uri;
export const file = (path: string): vscode.Uri => vscode.Uri.joinPath(folder, path);
export const sample = (name: string): vscode.Uri => file(`integrations/${name}.integration.json`);

export const onDisk = (uri: vscode.Uri): string => readFileSync(uri.fsPath, 'utf8');
export const remove = (uri: vscode.Uri): void => rmSync(uri.fsPath);

/** Writes a file as another program would. */
export function write(path: string, text: string): vscode.Uri {
  const uri = file(path);
  mkdirSync(dirname(uri.fsPath), { recursive: true });
  writeFileSync(uri.fsPath, text);
  return uri;
}

/** A copy of a sample integration under a name of its own, which a test may change as it likes. */
export function copyOf(original: string, name: string, change = (text: string): string => text): vscode.Uri {
  const text = onDisk(sample(original)).replaceAll(`"${original}"`, `"${name}"`);
  return write(`integrations/${name}.integration.json`, change(text));
}

/** The same, once the extension knows it. */
export async function knownCopyOf(...args: Parameters<typeof copyOf>): Promise<vscode.Uri> {
  const uri = copyOf(...args);
  // VS Code may still hold the document of an earlier test that had the same name.
  await eventually(() => {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    assert.ok(!open || open.getText() === onDisk(uri), `${uri.path} is still what it was`);
  });
  await vscode.commands.executeCommand('integrations.refresh');
  return uri;
}

export const open = (uri: vscode.Uri): Thenable<vscode.TextDocument> => vscode.workspace.openTextDocument(uri);

/** The text editor of a document, once it is the active one. */
export const editorOf = (uri: vscode.Uri): Promise<vscode.TextEditor> =>
  eventually(() => {
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), uri.toString());
    return editor;
  });

/** A value of the document that is open. */
export async function valueAt(uri: vscode.Uri, pointer: string): Promise<Json | undefined> {
  const value = JSON.parse((await open(uri)).getText()) as Json;
  return pointer
    .split('/')
    .filter(Boolean)
    .reduce<Json | undefined>((inner, key) => (inner as Record<string, Json> | undefined)?.[key], value);
}

/** Of the properties that a user fills in. */
export const settingAt = (uri: vscode.Uri, pointer: string): Promise<Json | undefined> =>
  valueAt(uri, `properties/properties/${pointer}`);

/** Replaces a text that stands in the document, as typing would. */
export async function replaceIn(uri: vscode.Uri, from: string, to: string): Promise<void> {
  const document = await open(uri);
  const offset = document.getText().indexOf(from);
  assert.notEqual(offset, -1, `${from} is not in the document`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(document.positionAt(offset), document.positionAt(offset + from.length)), to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

export interface ShownProblem {
  readonly code: unknown;
  readonly source: string | undefined;
  readonly message: string;
  /** What is underlined. */
  readonly text: string;
}

/** What the Problems panel says of a document. */
export async function problemsOf(uri: vscode.Uri): Promise<ShownProblem[]> {
  const document = await open(uri);
  return vscode.languages
    .getDiagnostics(uri)
    .map(({ code, source, message, range }) => ({ code, source, message, text: document.getText(range) }));
}

/** Waits until exactly these problem codes are shown. */
export const untilProblems = (uri: vscode.Uri, codes: readonly string[]): Promise<ShownProblem[]> =>
  eventually(async () => {
    const problems = await problemsOf(uri);
    assert.deepEqual(problems.map(({ code }) => code).sort(), [...codes].sort());
    return problems;
  });

/** Closes everything and puts every file back; for the end of each test file. */
export async function restore(): Promise<void> {
  const run = vscode.commands.executeCommand;
  await ui.keyboard.press('Escape');
  await run('workbench.action.closeQuickOpen');
  await vscode.workspace.saveAll(false);
  // A changed document without an editor would come up as one after its file is gone.
  for (const document of vscode.workspace.textDocuments)
    if (document.isDirty && document.uri.scheme === 'file') await document.save();
  await run('workbench.action.closeAllEditors');
  await run('workbench.action.closePanel');
  await run('notifications.clearAll');
  for (const path of filesOf(folder.fsPath)) if (!original.has(path)) rmSync(path);
  for (const [path, bytes] of original)
    if (!existsSync(path) || !readFileSync(path).equals(bytes)) writeFileSync(path, bytes);
  await run('integrations.clearFilter');
  await run('integrations.refresh');
}

const filesOf = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));

const original = new Map(filesOf(folder.fsPath).map((path) => [path, readFileSync(path)]));
