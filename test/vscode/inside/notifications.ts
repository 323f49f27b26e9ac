// What VS Code told the user: read from the list of notifications, because of several at a time it shows only some.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';

const run = vscode.commands.executeCommand;

/** The texts of all notifications. */
export async function notifications(): Promise<string[]> {
  await run('notifications.showList');
  return ui.texts('.notifications-center .notification-list-item-message');
}

/** Waits for a notification with this text and gives the whole of it. */
export async function untilNotified(text: string): Promise<string> {
  const found = await eventually(async () => {
    const all = await notifications();
    const match = all.find((message) => message.includes(text));
    assert.ok(match !== undefined, all.join('\n'));
    return match;
  });
  await run('notifications.hideList');
  return found;
}

/** Presses a button of the newest notification. */
export async function pressInNotification(button: string): Promise<void> {
  await run('notifications.showList');
  await run('notification.expand');
  await ui.click(`.notifications-center >> role=button[name="${button}"]`);
}
