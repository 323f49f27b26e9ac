// What a user may do on the platform of a document: everything in folders, and where a platform does not say.
import * as vscode from 'vscode';
import type { Home } from '../../core/catalog.ts';
import { missingFor, missingThere, type PlatformCommand, type Surroundings } from '../../core/platform/commandNeeds.ts';
import type { Permission } from '../../core/permissions.ts';
import { denied } from '../../core/platform/denied.ts';
import { ExpectedError } from '../expectedError.ts';
import type { Remote } from './remote.ts';
import { isRemote, placeOf, remoteHome, type RemotePlace } from './remoteAddress.ts';
import { settings } from '../settings.ts';

interface Knowing {
  readonly catalog: { readonly homes: readonly Home[] };
}

export const surroundings = ({ catalog }: Knowing): Surroundings => ({
  homes: catalog.homes,
  levelCall: settings.levelCall(),
});

/** Why a command would be refused on a document, or on a platform: a sentence. */
export function refusalFor(face: Knowing, command: PlatformCommand, uri: vscode.Uri): string | undefined {
  const around = surroundings(face);
  const [home, place] = [homeOf(around, uri), placeOf(uri)];
  return (
    home && place && inWords(missingFor(command, { home, ...startedAt(place) }, around), nameOf(place, home.label))
  );
}

/** The same for the home of a document that it would bring something to. */
export function refusalThere(face: Knowing, command: PlatformCommand, uri: vscode.Uri): string | undefined {
  const home = homeOf(surroundings(face), uri);
  return home && inWords(missingThere(command, home), home.label);
}

const homeOf = ({ homes }: Surroundings, uri: vscode.Uri): Home | undefined =>
  isRemote(uri) ? homes.find(({ id }) => id === remoteHome(uri)) : undefined;

function inWords(missing: Permission | 'never' | undefined, what: string): string | undefined {
  if (missing === 'never') return cannotRename(what);
  return missing && denied({ what, permission: missing }).message;
}

/** Before anything is asked. */
export function requirePermitted(face: Knowing, command: PlatformCommand, uri: vscode.Uri): void {
  const refusal = refusalFor(face, command, uri);
  if (refusal !== undefined) throw new ExpectedError(refusal);
}

export const cannotRename = (name: string): string =>
  vscode.l10n.t('{0}: the platform cannot rename an integration. Clone it under the new name instead.', name);

function startedAt(place: RemotePlace) {
  if (place.kind === 'folder') return { target: 'platform' } as const;
  return place.kind === 'model'
    ? ({ target: 'model', modelId: place.id } as const)
    : ({ target: 'integration' } as const);
}

function nameOf(place: RemotePlace, platform: string): string {
  if (place.kind === 'folder') return platform;
  return place.kind === 'model' ? place.id : place.name;
}

export function requirePermission(remote: Pick<Remote, 'may'>, permission: Permission, what: string): void {
  if (!remote.may(permission)) throw new ExpectedError(denied({ what, permission }).message);
}
