// Connecting to a platform as a person does.
import assert from 'node:assert/strict';
import type { Platform } from '../../help/platform/platform.mjs';
import type { Workbench } from '../../help/workbench.ts';
import { eventually } from '../eventually.ts';

export async function connect(
  workbench: Workbench,
  { url, users }: Platform,
  name: string,
  inLanguage = (text: string): string => text,
): Promise<void> {
  const user = users[0]!;
  await workbench.command(inLanguage('Integrations: Connect to Platform…'));
  for (const text of [url, name]) await answer(workbench, text);
  await workbench.quickPick.choose(inLanguage('User and password'));
  await answer(workbench, user.username);
  await workbench.waitFor('.quick-input-widget input[type="password"]');
  await answer(workbench, user.password);
  await workbench.tree.waitFor(`${name}, admin@pronghorn`);
}

/** Into the input that is shown; until another one is. */
export async function answer({ quickPick }: Workbench, text: string): Promise<void> {
  await quickPick.type(text);
  await quickPick.accept();
  await eventually(async () => assert.notEqual(await quickPick.shownValue(), text));
}

/** The same for one that has the model "Remote Pets", with its integrations on the screen. */
export async function connectToPets(workbench: Workbench, platform: Platform): Promise<void> {
  await workbench.openView();
  await connect(workbench, platform, 'Emulated');
  await workbench.tree.click('Remote Pets, 1.0.0');
  await workbench.tree.waitFor('pets-dev');
}
