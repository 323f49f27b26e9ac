// What is wrong with a field, each problem with its quick fixes as buttons.
import * as l10n from '@vscode/l10n';
import type { FieldProblem } from '../../src/core/form.ts';
import { icon, listIn, make, setText, type Part } from '../dom.ts';
import { button } from '../toolkit.ts';

/** `fix` is called with the places of the problem and of its fix, and the title that the user saw. */
export function problemList(
  fix: (problem: number, fix: number, title: string) => void,
  look: 'problem' | 'notice' = 'problem',
): Part<readonly FieldProblem[]> {
  const element = make('ul', { class: 'problems', role: 'list' });
  const draw = listIn<Placed<FieldProblem>>(element, keyOf, ({ value, place }) =>
    problemItem(`${look} ${value.severity}`, value.severity, (place_, title) => fix(place, place_, title)),
  );
  return {
    element,
    show(problems) {
      element.hidden = problems.length === 0;
      draw(placed(problems));
    },
  };
}

interface Placed<T> {
  readonly value: T;
  readonly place: number;
}
const placed = <T>(values: readonly T[]): Placed<T>[] => values.map((value, place) => ({ value, place }));
const keyOf = ({ value, place }: Placed<FieldProblem>): string => `${value.severity} ${place}`;

function problemItem(look: string, severity: FieldProblem['severity'], fix: (place: number, title: string) => void) {
  const kind = make('span', { class: 'only-for-screen-readers' }, severityInWords(severity));
  const message = make('span');
  const fixes = make('span', { class: 'fixes' });
  const drawFixes = listIn<Placed<string>>(
    fixes,
    ({ value, place }) => `${place} ${value}`,
    ({ value, place }) => ({
      element: button({ label: value, appearance: 'secondary' }, () => fix(place, value)).element,
      show: () => undefined,
    }),
  );
  const text = make('div', {}, kind, message, fixes);
  return {
    element: make('li', { class: look }, icon(severity === 'information' ? 'info' : severity), text),
    show({ value }: Placed<FieldProblem>) {
      setText(message, value.message);
      fixes.hidden = value.fixes.length === 0;
      drawFixes(placed(value.fixes));
    },
  };
}

/** The icon's meaning, for those who do not see it. */
function severityInWords(severity: FieldProblem['severity']): string {
  const words: Record<FieldProblem['severity'], string> = {
    error: l10n.t('Error:'),
    warning: l10n.t('Warning:'),
    information: l10n.t('Information:'),
  };
  return words[severity] + ' ';
}
