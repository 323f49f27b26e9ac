// Brings back an integration or a model that was deleted on a platform from this machine.
import * as vscode from 'vscode';
import { connectionOf, nameThen } from '../../core/platform/connectionOf.ts';
import type { Deleted } from '../../core/platform/journal.ts';
import type { Face } from '../face.ts';
import { placesOf, refusalOfRestoring, restore } from '../platforms/restoreDeleted.ts';
import { ExpectedError } from '../expectedError.ts';
import { remoteHome } from '../platforms/remoteAddress.ts';
import { asNode, choosePermitted } from '../target.ts';

export async function restoreDeleted(face: Face, arg?: unknown): Promise<void> {
  const node = asNode(arg);
  const only = node?.kind === 'home' ? node.home.id : undefined;
  const all = await (await face.platforms()).trash.journal.all();
  const shown = all.filter((each) => only === undefined || homeOf(face, each) === only);
  if (shown.length === 0)
    throw new ExpectedError(vscode.l10n.t('Nothing that was deleted on a platform from this machine is kept.'));
  const items = shown.map((deleted) => itemOf(face, deleted));
  const refusalOf = (item: (typeof items)[number]): string | undefined => refusalOfRestoring(face, item.deleted);
  await restore(face, (await choosePermitted(items, vscode.l10n.t('Restore what?'), refusalOf)).deleted);
}

const homeOf = (face: Face, deleted: Deleted): string | undefined => {
  const connection = connectionOf(face.connections.all, deleted);
  return connection && remoteHome({ authority: connection.id });
};

function itemOf(face: Face, deleted: Deleted): vscode.QuickPickItem & { readonly deleted: Deleted } {
  const { name, url, at } = deleted;
  const connection = connectionOf(face.connections.all, deleted);
  const where = connection ? nameThen(connection, deleted) : url;
  const icon = deleted.kind === 'model' ? 'symbol-class' : 'plug';
  const hidden = deleted.kind === 'integration' ? deleted.backup.hidden : [];
  return {
    label: `$(${icon}) ${name}`,
    description: `${where} · ${new Date(at).toLocaleString()}`,
    detail: [
      deleted.kind === 'integration' ? deleted.modelId : vscode.l10n.t('Model'),
      hidden.length > 0 ? vscode.l10n.t('without its secrets: {0}', placesOf(hidden)) : '',
    ]
      .filter(Boolean)
      .join(' · '),
    deleted,
  };
}
