// Every secret that the documents of the workspace refer to, folder by folder: one name means another value in each.
import * as vscode from 'vscode';
import { entriesOf } from '../core/catalog.ts';
import { secretUses, type SecretUser, type UsedSecret } from '../core/secretUses.ts';
import { notOurs } from './excluded.ts';
import type { Face } from './face.ts';
import { homeOf } from './homeOf.ts';
import { secretHome } from './secrets.ts';

export interface HomeSecrets {
  readonly home: string;
  readonly title: string;
  /** A place in the folder, to ask for values. */
  readonly document: vscode.Uri;
  readonly secrets: readonly UsedSecret[];
}

export async function usedSecrets(face: Pick<Face, 'catalog'>): Promise<HomeSecrets[]> {
  await face.catalog.load();
  const users = await Promise.all((await documents(face)).map((document) => userOf(face, document)));
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri, name }) => {
    const document = vscode.Uri.joinPath(uri, '.env');
    const home = secretHome(document);
    const own = users.filter((user) => user !== undefined && secretHome(vscode.Uri.parse(user.uri)) === home);
    return { home, title: name, document, secrets: secretUses(own as readonly SecretUser[]) };
  });
}

/** The same of a document that lies in no folder of the workspace: its home is the folder around it. */
export async function secretsOutside(face: Pick<Face, 'catalog'>, uri: vscode.Uri): Promise<HomeSecrets[]> {
  if (homeOf(uri) !== undefined) return [];
  const user = await userOf(face, { uri, name: vscode.workspace.asRelativePath(uri) });
  return [{ home: secretHome(uri), title: '', document: uri, secrets: secretUses(user ? [user] : []) }];
}

interface Named {
  readonly uri: vscode.Uri;
  readonly name: string;
}

async function documents({ catalog }: Pick<Face, 'catalog'>): Promise<Named[]> {
  const calls = await vscode.workspace.findFiles('**/*.call.json', notOurs);
  return [
    ...entriesOf(catalog.folders, 'integration').map(({ uri, name, file }) => ({
      uri: vscode.Uri.parse(uri),
      name: name || file,
    })),
    ...calls.map((uri) => ({ uri, name: vscode.workspace.asRelativePath(uri, false) })),
  ];
}

/** Undefined for one that cannot be read: whatever it refers to is not lost by that. */
async function userOf({ catalog }: Pick<Face, 'catalog'>, { uri, name }: Named): Promise<SecretUser | undefined> {
  return catalog.text(uri).then(
    (text) => ({ uri: uri.toString(), name, text }),
    () => undefined,
  );
}
