// Why there are no credentials for a call, on the key of the integration that is to blame.
import type { Call } from './call.ts';
import type { SchemeChoice } from './chooseScheme.ts';
import { underPath, type Problem } from '../problem.ts';
import type { Refusal } from '../schemes/scheme.ts';

export function refusalProblem(
  call: Pick<Call, 'integration'>,
  { scheme }: SchemeChoice,
  { code, message, path, from, fixes }: Refusal,
): Problem {
  const at = from === 'connection' ? path : ['authentication', scheme?.name ?? '', ...path];
  const problem: Problem = { code, severity: 'error', message, path: at, ...(fixes && { fixes }) };
  return underPath(problem, call.integration.connection);
}
