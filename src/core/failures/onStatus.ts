// Rows of the catalogue that a status code of HTTP leads to.
import * as l10n from '@vscode/l10n';
import type { Answer } from '../request.ts';
import type { Case } from './case.ts';
import type { Row } from './row.ts';

export type Asked = Case<Answer>;

export const answered = ({ exchange }: Asked): string =>
  l10n.t('the server answered {0}', `${exchange.status} ${exchange.statusText}`.trim());

/** A row for one or more status codes. */
export function on(
  statuses: readonly number[],
  code: string,
  path: Row<Answer>['path'],
  help: Row<Answer>['help'],
  more: Partial<Row<Answer>> = {},
): Row<Answer> {
  const { when = (): boolean => true, ...rest } = more;
  return {
    code,
    when: (call) => statuses.includes(call.exchange.status) && when(call),
    path,
    what: answered,
    help,
    ...rest,
  };
}
