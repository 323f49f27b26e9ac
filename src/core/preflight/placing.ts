// What becomes of the rules' findings on their way to the reader: severity, number, and place in the text.
import { get, type Json } from '../json.ts';
import type { Path } from '../pointer.ts';
import { underPath, type Change, type Fix, type Problem, type Severity, type Span } from '../problem.ts';
import { positionsIn, type Position } from '../lines.ts';
import type { Places } from './places.ts';
import type { Severities } from './severities.ts';

export interface PlacedProblem extends Problem {
  readonly span: Span;
  readonly start: Position;
  readonly end: Position;
}

/** What the user has said about the rule; also those that read the text are rules to him. */
export function judged<P extends Pick<Problem, 'code' | 'severity'>>(problem: P, severities: Severities): P[] {
  const severity = severities[problem.code] ?? problem.severity;
  return severity === 'off' ? [] : [{ ...problem, severity }];
}

const most = 100;

/** Never more than a person reads; the worst stay. */
export function mostImportant(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= most) return problems;
  const rank = (severity: Severity): number => ['error', 'warning', 'information'].indexOf(severity);
  return [...problems].sort((a, b) => rank(a.severity) - rank(b.severity)).slice(0, most);
}

export function typed(value: Json | undefined, problem: Problem): Problem {
  const fixes = problem.fixes?.map((fix) => typedFix(value, fix));
  return { ...problem, path: typedPath(value, problem.path), ...(fixes && { fixes }) };
}

export function typedFix(value: Json | undefined, fix: Fix): Fix {
  const change = <T extends Change>(each: T): T => ({ ...each, path: typedPath(value, each.path) });
  return { ...change(fix), ...(fix.also && { also: fix.also.map(change) }) };
}

export function under(fix: Fix, prefix: Path): Fix {
  const [moved = fix] =
    underPath({ code: '', severity: 'error', message: '', path: [], fixes: [fix] }, prefix).fixes ?? [];
  return moved;
}

export function placed(text: string, problems: readonly Problem[], places: Places | undefined): PlacedProblem[] {
  const positionAt = positionsIn(text);
  return problems.map((problem) => {
    const span = problem.span ?? places?.spanAt(problem.path) ?? { offset: 0, length: 1 };
    return { ...problem, span, start: positionAt(span.offset), end: positionAt(span.offset + span.length) };
  });
}

/** Indexes of lists as numbers, as the text's places want them; JSON Pointers do not tell them from names. */
function typedPath(value: Json | undefined, path: Path): Path {
  let at = value;
  return path.map((key) => {
    const step = Array.isArray(at) && /^\d+$/.test(String(key)) ? Number(key) : key;
    at = get(at, step);
    return step;
  });
}
