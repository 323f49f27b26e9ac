// The operation that a sweep calls: what the user called last, or the first one that changes nothing and needs nothing.
import * as l10n from '@vscode/l10n';
import type { CallInput } from '../requests/callInput.ts';
import { isSafe, type Model, type Operation, type OperationDetail } from '../model.ts';
import { failed, ok, type Outcome } from '../request.ts';

export interface SafeCall {
  readonly detail: OperationDetail;
  readonly input: CallInput;
}

/** What was called last, by its id; the input only while it is still known. */
export interface LastCall {
  readonly operation: string | undefined;
  readonly input?: CallInput;
}

/** The outcome fails with the reason why there is nothing to call. `read` gives the detail, undefined when it cannot be read. */
export async function safeOperation(
  model: Model,
  last: LastCall,
  read: (operation: Operation) => Promise<OperationDetail | undefined>,
): Promise<Outcome<SafeCall, string>> {
  const chosen = model.operations.find(({ id, method }) => id === last.operation && isSafe(method));
  const detail = chosen && (await read(chosen));
  if (detail && last.input) return ok({ detail, input: last.input });
  if (detail && needsNothing(detail)) return ok({ detail, input: { parameters: [] } });
  for (const operation of candidates(model)) {
    const each = await read(operation);
    if (each && needsNothing(each)) return ok({ detail: each, input: { parameters: [] } });
  }
  return failed(l10n.t('The model "{0}" has no GET or HEAD operation without required parameters.', model.id));
}

/** In the document's order, deprecated ones last. A template in a path is a required parameter. */
function candidates({ operations }: Model): readonly Operation[] {
  const simple = operations.filter(
    ({ method, path }) => (method === 'GET' || method === 'HEAD') && !path.includes('{'),
  );
  return [...simple.filter(({ deprecated }) => !deprecated), ...simple.filter(({ deprecated }) => deprecated)];
}

const needsNothing = ({ parameters, wholeQuery, body }: OperationDetail): boolean =>
  !parameters.some(({ required }) => required) && !wholeQuery?.required && body?.required !== true;
