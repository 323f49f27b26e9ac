// Servers of single paths and operations are not used: their calls go to the document's first server.
import * as l10n from '@vscode/l10n';
import { asArray, asString, get, type JsonObject } from '../../json.ts';
import type { Rule } from '../rule.ts';
import type { OperationPart } from '../subject.ts';

export const ownServer: Rule = {
  id: 'own-server',
  severity: 'warning',
  find: ({ document, operations }) => {
    const affected = operations.filter((operation) => differs(document, operation));
    const [first] = affected;
    if (!first) return [];
    const message = l10n.t(
      '{0} of {1} operations have a server of their own, such as "{2}". An integration has one server, so their calls go to the wrong place.',
      affected.length,
      operations.length,
      urlOf(serversOf(first)),
    );
    return [{ message, path: [...first.path.slice(0, 'servers' in first.value ? undefined : -1), 'servers'] }];
  },
};

const serversOf = ({ value, item }: OperationPart) => get(value, 'servers') ?? get(item, 'servers');
const urlOf = (servers: unknown): string => asString(get(asArray(servers)[0], 'url')) ?? '';

function differs(document: JsonObject, operation: OperationPart): boolean {
  const own = urlOf(serversOf(operation));
  return own !== '' && own !== urlOf(get(document, 'servers'));
}
