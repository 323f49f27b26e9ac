// What may be changed of an integration's document, and the sentence that says why not all of it.
import * as vscode from 'vscode';
import { accessOf, fullAccess, mayEdit, noAccess, type Access } from '../../core/platform/access.ts';
import { levelPermissions } from '../../core/platform/commandNeeds.ts';
import type { Integration } from '../../core/integration.ts';
import type { Permission } from '../../core/permissions.ts';
import type { Path } from '../../core/pointer.ts';
import { changesOf, type Fix, type Problem } from '../../core/problem.ts';
import { platformOf } from '../calls/callText.ts';
import type { Face } from '../face.ts';
import { isReadOnly } from '../readOnly.ts';
import { isRemote, remoteHome } from './remoteAddress.ts';
import { settings } from '../settings.ts';

export function accessTo({ catalog }: Pick<Face, 'catalog'>, { uri, isDirty }: vscode.TextDocument): Access {
  if (isReadOnly(uri)) return noAccess;
  const { remote } = catalog.homes.find(({ id }) => isRemote(uri) && id === remoteHome(uri)) ?? {};
  if (!remote) return fullAccess;
  const access = accessOf(remote.permissions, settings.levelCall());
  // Beside what is not saved yet, a level is saved along with it.
  return { ...access, levels: access.levels && (access.rest || !isDirty) };
}

/** Undefined where everything may be changed. */
export function whyLimited(face: Face, document: vscode.TextDocument, access: Access): string | undefined {
  const { rest, levels } = access;
  const lacking = (what: string, permission: Permission): string =>
    vscode.l10n.t('{0}: your user lacks the permission {1} on {2}.', what, permission, platformOf(face, document.uri));
  if (isReadOnly(document.uri)) return vscode.l10n.t('This document is read-only.');
  if (!rest) return lacking(whatIsLeft(access), 'Integrations.updateIntegration');
  if (levels) return undefined;
  const why = lacking(vscode.l10n.t('Log levels cannot be changed'), levelPermissions[settings.levelCall()]);
  return `${why} ${vscode.l10n.t('The setting integrations.platform.logLevelCall chooses another call.')}`;
}

function whatIsLeft({ connection, levels }: Access): string {
  if (connection && levels) return vscode.l10n.t('Only the connection configuration and log levels can be changed');
  if (connection) return vscode.l10n.t('Only the connection configuration can be changed');
  return levels ? vscode.l10n.t('Only log levels can be changed') : vscode.l10n.t('Read-only');
}

/** The problems without those of their quick fixes that would change what may not be changed. */
export function withPermittedFixes(
  problems: readonly Problem[],
  integration: Integration,
  access: Access,
): readonly Problem[] {
  if (access.rest) return problems;
  // A secret that is moved leaves a reference behind.
  const placesOf = (fix: Fix): readonly Path[] =>
    fix.run === 'moveSecret' ? [fix.path] : changesOf(fix).map(({ path }) => path);
  const isPermitted = (fix: Fix): boolean => placesOf(fix).every((path) => mayEdit(access, integration, path));
  return problems.map(({ fixes, ...problem }) => ({ ...problem, ...(fixes && { fixes: fixes.filter(isPermitted) }) }));
}
