// Only the first server of the document counts.
import * as l10n from '@vscode/l10n';
import { asArray, asString, get } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const severalServers: Rule = {
  id: 'several-servers',
  severity: 'information',
  find: ({ document }) => {
    const servers = asArray(get(document, 'servers'));
    if (servers.length < 2) return [];
    const first = asString(get(servers[0], 'url')) ?? '';
    const message = l10n.t('The platform takes the first of {0} servers, "{1}".', servers.length, first);
    return [{ message, path: ['servers'] }];
  },
};
