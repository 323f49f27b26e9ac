// What of an integration's document its user may change, by the calls that can save it.
import type { Integration } from '../integration.ts';
import { transportAt } from '../logging/settings.ts';
import { startsWith, type Path } from '../pointer.ts';
import { levelPermissions, type LevelCall } from './commandNeeds.ts';
import { may, type Permissions } from '../permissions.ts';

export interface Access {
  /** The connection configuration, which a call of its own saves (platform.md 2.7). */
  readonly connection: boolean;
  /** Everything around it. */
  readonly rest: boolean;
  /** The log levels, which are changed at once. */
  readonly levels: boolean;
}

export const fullAccess: Access = { connection: true, rest: true, levels: true };
export const noAccess: Access = { connection: false, rest: false, levels: false };

export function accessOf(permissions: Permissions | undefined, levelCall: LevelCall): Access {
  const rest = may(permissions, 'Integrations.updateIntegration');
  return {
    connection: rest || may(permissions, 'Integrations.updateIntegrationProperties'),
    rest,
    levels: may(permissions, levelPermissions[levelCall]),
  };
}

export const isNothing = ({ connection, rest, levels }: Access): boolean => !connection && !rest && !levels;

/** Whether a change of the text at a path could be saved. */
export const mayEdit = ({ connection, rest }: Access, integration: Integration, path: Path): boolean =>
  rest || (connection && startsWith(path, integration.connection));

/** The same for a field of the form, where a level is not saved but set. */
export const mayChange = (access: Access, integration: Integration, path: Path): boolean =>
  transportAt(integration, path) ? access.levels : mayEdit(access, integration, path);
