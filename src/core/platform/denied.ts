// What is said where a user may not do something on a platform.
import * as l10n from '@vscode/l10n';
import type { Permission } from '../permissions.ts';
import type { Refusal } from './platform.ts';

/** What was asked for, for the sentence: "petstore-dev could not be saved". */
export interface Asked {
  readonly what: string;
  readonly permission?: Permission;
}

export function denied({ what, permission }: Asked): Refusal {
  const message =
    permission === undefined
      ? l10n.t('{0}: your user lacks a permission for this on the platform.', what)
      : l10n.t('{0}: your user lacks the permission {1} on the platform.', what, permission);
  return { kind: 'denied', message, ...(permission !== undefined && { permission }) };
}
