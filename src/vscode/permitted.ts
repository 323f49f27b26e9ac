// Whether the user may do something to a document: in a folder always, on a platform where it says so or says nothing.
import type * as vscode from 'vscode';
import { may, type Permission } from '../core/platform/permissions.ts';
import { denied } from '../core/platform/refusal.ts';
import type { Face } from './face.ts';
import { homeOf } from './homeOf.ts';
import { ExpectedError } from './expectedError.ts';
import type { Remote } from './remote.ts';

export function permitted(face: Pick<Face, 'catalog'>, uri: vscode.Uri, permission: Permission): boolean {
  const home = homeOf(uri);
  const { remote } = face.catalog.homes.find(({ id }) => id === home) ?? {};
  return !remote || may(remote.permissions, permission);
}

/** Refuses with the name of the permission, before anything is asked. */
export function requirePermitted(
  face: Pick<Face, 'catalog'>,
  uri: vscode.Uri,
  what: string,
  permission: Permission,
): void {
  if (!permitted(face, uri, permission)) throw new ExpectedError(denied({ what, permission }).message);
}

export function requirePermission(remote: Pick<Remote, 'may'>, permission: Permission, what: string): void {
  if (!remote.may(permission)) throw new ExpectedError(denied({ what, permission }).message);
}
