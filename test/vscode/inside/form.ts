// The form of an integration as a person uses it.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';

export const formViewType = 'integrations.form';

/** The input of a field, by its path below the properties that a user fills in. */
export const input = (path: string): string => inputAt(`/properties/properties/${path}`);
export const inputAt = (pointer: string): string => `${fieldAt(pointer)} :is(input, select)`;
export const field = (path: string): string => fieldAt(`/properties/properties/${path}`);
const fieldAt = (pointer: string): string => `[data-field="${pointer}"]`;

export async function openForm(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('integrations.openForm', uri);
  await untilFormOf(uri);
}

/** Waits until the page of this document is there and has drawn something. */
export async function untilFormOf(uri: vscode.Uri): Promise<void> {
  await eventually(() => {
    const { input: shown } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(shown instanceof vscode.TabInputCustom && shown.viewType === formViewType);
    assert.equal(shown.uri.toString(), uri.toString());
  });
  const name = uri.path.replace(/^.*\/|\.integration\.json$/g, '');
  await ui.webview.waitFor(`h1 >> text=${name}`);
}

export const untilFormShows = (path: string, value: string): Promise<void> =>
  eventually(async () => assert.equal(await ui.webview.value(input(path)), value));
