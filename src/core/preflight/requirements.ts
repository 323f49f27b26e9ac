// Which security schemes an operation asks for, its own `security` before the document's.
import { asArray, get, isObject, type Json } from '../json.ts';
import type { OperationPart, Subject } from './subject.ts';

/** The alternatives, each a list of schemes that are needed together; undefined where nothing is said. */
export function requirementsOf(
  { document }: Subject,
  { value }: OperationPart,
): readonly (readonly string[])[] | undefined {
  const security = get(value, 'security') ?? get(document, 'security');
  return security === undefined ? undefined : namesIn(security);
}

/** Whether a call with this one scheme's credentials satisfies the operation; one that asks for nothing is satisfied. */
export function accepts(subject: Subject, operation: OperationPart, scheme: string): boolean {
  const alternatives = requirementsOf(subject, operation) ?? [];
  return alternatives.length === 0 || alternatives.some((names) => names.every((name) => name === scheme));
}

/** Whether any `security`, of the document or of an operation, names a scheme. */
export function appliesAny({ document, operations }: Subject): boolean {
  return [document, ...operations.map(({ value }) => value)].some((each) => {
    const security = get(each, 'security');
    return security !== undefined && namesIn(security).some((names) => names.length > 0);
  });
}

export function namesIn(security: Json): readonly (readonly string[])[] {
  return asArray(security)
    .filter(isObject)
    .map((requirement) => Object.keys(requirement));
}
