// The platform names tasks by `operationId`; operations without one, or with one that is taken, are dropped in silence.
import * as l10n from '@vscode/l10n';
import { asString, get } from '../../json.ts';
import type { Fix } from '../../problem.ts';
import { operationIdFor } from '../operationId.ts';
import type { Finding, Rule } from '../rule.ts';
import type { OperationPart, Subject } from '../subject.ts';

export const lostOperation: Rule = {
  id: 'lost-operation',
  severity: 'warning',
  find: (subject) => {
    const lost = lostOf(subject);
    if (lost.length < 2) return lost.map(toFinding);
    const summary = l10n.t(
      '{0} of {1} operations will be lost: the platform drops those without an operationId, or with one that another has, and says nothing.',
      lost.length,
      subject.operations.length,
    );
    const findings = lost.map(toFinding);
    const [first, ...others] = findings.flatMap(({ fixes }) => fixes ?? []);
    const all: Fix[] = first ? [{ ...first, title: addAll(lost.length), also: others }] : [];
    return [{ message: summary, path: ['paths'], fixes: all }, ...findings];
  },
};

const addAll = (count: number): string => l10n.t('Add {0} operationIds', count);

interface Lost {
  readonly operation: OperationPart;
  /** The id that is taken; empty where there is none. */
  readonly taken: string;
  readonly proposal: string;
}

/** How many operations the platform would keep is the rest. */
export function lostOf({ operations }: Subject): readonly Lost[] {
  const declared = operations.map(({ value }) => asString(get(value, 'operationId')) ?? '');
  const used = new Set(declared);
  const seen = new Set<string>();
  return operations.flatMap((operation, index) => {
    const id = declared[index] ?? '';
    if (id !== '' && !seen.has(id)) {
      seen.add(id);
      return [];
    }
    const proposal = operationIdFor(operation.method, operation.template, used);
    used.add(proposal);
    return [{ operation, taken: id, proposal }];
  });
}

function toFinding({ operation, taken, proposal }: Lost): Finding {
  const { method, template, path } = operation;
  const name = `${method} ${template}`;
  const message =
    taken === ''
      ? l10n.t('{0} has no operationId and will be lost.', name)
      : l10n.t('{0} will be lost: another operation before it has the operationId "{1}".', name, taken);
  const change = { path: [...path, 'operationId'], value: proposal };
  const title = taken === '' ? l10n.t('Add operationId "{0}"', proposal) : l10n.t('Call it "{0}"', proposal);
  return { message, path: taken === '' ? path : change.path, fixes: [{ title, ...change }] };
}
