// Every secret that the documents of the workspace refer to, folder by folder: one name means another value in each.
import * as vscode from 'vscode';
import { entriesOf } from '../../core/catalog.ts';
import { secretUses, type SecretUser, type UsedSecret } from '../../core/secrets/secretUses.ts';
import { maskedIn } from '../../core/secrets/maskedReference.ts';
import type { SecretReference } from '../../core/world.ts';
import { notOurs } from '../catalog/excluded.ts';
import type { Face } from '../face.ts';
import { homeOf } from '../homeOf.ts';
import { maskedOf } from '../platforms/maskedOf.ts';
import { integrationUri, isRemote } from '../platforms/remoteAddress.ts';
import { referenceOf, secretHome } from './secrets.ts';

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
export async function secretsOutside(
  face: Pick<Face, 'catalog' | 'platforms' | 'secrets'>,
  uri: vscode.Uri,
): Promise<HomeSecrets[]> {
  if (isRemote(uri)) return [await secretsOnPlatform(face, uri)];
  if (homeOf(uri) !== undefined) return [];
  const user = await userOf(face, { uri, name: vscode.workspace.asRelativePath(uri) });
  return [{ home: secretHome(uri), title: '', document: uri, secrets: secretUses(user ? [user] : []) }];
}

/** What stands in, in test calls, for what only the platform can read. */
async function secretsOnPlatform(
  face: Pick<Face, 'catalog' | 'platforms' | 'secrets'>,
  document: vscode.Uri,
): Promise<HomeSecrets> {
  const entry = face.catalog.entry(document);
  const name = entry?.kind === 'integration' ? entry.name : '';
  const masked = await maskedOf(face, document, await face.catalog.text(document));
  const secrets = masked.map(({ reference, path }) => ({
    reference,
    uses: [{ uri: document.toString(), name, path }],
  }));
  return { home: secretHome(document), title: '', document, secrets };
}

/** The same as far as this machine has values, by connection: without asking a platform for all that it holds. */
export async function keptForPlatforms(face: Pick<Face, 'connections' | 'secrets'>): Promise<HomeSecrets[]> {
  const kept = await face.secrets.kept();
  return face.connections.all.flatMap(({ id, name: title }) => {
    const document = integrationUri(id, '');
    const home = secretHome(document);
    const secrets = kept.filter((each) => each.home === home).map((each) => keptSecret(referenceOf(each), id));
    return secrets.length > 0 ? [{ home, title, document, secrets }] : [];
  });
}

function keptSecret(reference: SecretReference, connection: string): UsedSecret {
  const { integration: name } = maskedIn(reference) ?? {};
  return {
    reference,
    uses: name === undefined ? [] : [{ uri: integrationUri(connection, name).toString(), name, path: [] }],
  };
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
