// Which connection leads to the platform of a record that is kept on this machine: connections are edited, and made anew.
import * as l10n from '@vscode/l10n';
import type { PlatformConnection } from './platform.ts';

/** The platform of a record: the id and the address of its connection at that time. */
export interface KnownPlatform {
  readonly connection: string;
  readonly url: string;
}

/** The address says which platform it is. The id alone counts last: the platform may have got another address. */
export function connectionOf<T extends Pick<PlatformConnection, 'id' | 'url'>>(
  all: readonly T[],
  { connection, url }: KnownPlatform,
): T | undefined {
  const there = all.filter((each) => each.url === url);
  return there.find(({ id }) => id === connection) ?? there[0] ?? all.find(({ id }) => id === connection);
}

/** Its name, and where it led then if that is elsewhere. */
export const nameThen = (
  { name, url }: Pick<PlatformConnection, 'name' | 'url'>,
  then: Pick<KnownPlatform, 'url'>,
): string => (then.url === url || then.url === '' ? name : l10n.t('{0} (which was {1} then)', name, then.url));
