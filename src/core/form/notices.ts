// What the head of a form says: the problems that belong to none of its fields.
import { fieldsOf } from './buildForm.ts';
import { toFieldProblem } from './field.ts';
import type { FieldProblem, Form } from '../form.ts';
import { startsWith } from '../pointer.ts';
import type { Problem } from '../problem.ts';

/** `told` is a message that the head shows already. */
export function problemsBeside(form: Form, problems: readonly Problem[], told?: string): readonly Problem[] {
  const fields = fieldsOf(form);
  return problems.filter(
    ({ path, message }) => message !== told && !fields.some((field) => startsWith(path, field.path)),
  );
}

/** With the name of what it is about, which no field beside it says. */
export function noticeOf(problem: Problem): FieldProblem {
  const { path, message } = problem;
  return toFieldProblem(path.length > 0 ? { ...problem, message: `${path.at(-1)}: ${message}` } : problem);
}
