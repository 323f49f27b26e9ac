// The name is a part of the platform's URLs, where a slash would end it.
import * as l10n from '@vscode/l10n';
import { asString, get } from '../json.ts';
import type { Change } from '../problem.ts';
import type { Rule } from './rule.ts';

export const nameWithSlash: Rule = ({ service, value }) => {
  const path = [...service, 'name'];
  const name = asString(get(value, ...path));
  if (!name?.includes('/')) return [];
  const message = l10n.t('The name "{0}" cannot contain "/": it is part of the platform\'s URLs.', name);
  const better = name.replaceAll('/', '-');
  const id: Change = { path: [...service, 'properties', 'id'], value: better };
  const also = get(value, ...id.path) === name ? [id] : [];
  const fixes = [{ title: l10n.t('Use "{0}"', better), path, value: better, also }];
  return [{ code: 'name-with-slash', severity: 'error', message, path, fixes }];
};
