// What the head of a form says: the problems that belong to none of its fields.
import { fieldsOf } from './buildForm.ts';
import type { Form } from './form.ts';
import { startsWith } from './pointer.ts';
import type { Problem, Severity } from './problem.ts';

export interface FormNotice {
  readonly severity: Severity;
  readonly message: string;
}

/** `told` is a message that the head shows already. */
export function noticesBeside(form: Form, problems: readonly Problem[], told?: string): FormNotice[] {
  const fields = fieldsOf(form);
  return problems
    .filter(({ path, message }) => message !== told && !fields.some((field) => startsWith(path, field.path)))
    .map(({ severity, path, message }) => ({
      severity,
      message: path.length > 0 ? `${path.at(-1)}: ${message}` : message,
    }));
}
