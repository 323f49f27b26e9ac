// The pre-flight of a model in several files: of the one document that a platform gets, told at the places of the file at hand.
import { samePath, toPointer, type Path } from '../pointer.ts';
import type { Fix } from '../problem.ts';
import { locate, type Located } from './locate.ts';
import { preflight, type PlacedProblem, type Preflight } from './preflight.ts';
import type { Severities } from './severities.ts';
import { toJson, type FilesBeside } from './toJson.ts';

export async function preflightWith(
  bytes: Uint8Array,
  beside: FilesBeside,
  severities: Severities,
): Promise<Preflight> {
  const alone = await preflight(bytes, severities);
  if (beside.files.size === 0) return alone;
  const whole = await preflight(toJson(bytes, beside), severities);
  const fixed = (fix: Fix): readonly Path[] => [fix, ...(fix.also ?? [])].map(({ path }) => path.slice(0, -1));
  const paths = whole.problems.flatMap(({ path, fixes = [] }) => [path, ...fixes.flatMap(fixed)]);
  const places = await locate(bytes, paths);
  const placeOf = (path: Path): Located | undefined => places[paths.findIndex((each) => samePath(each, path))];
  const problems = whole.problems.map((problem) => {
    const fixes = (problem.fixes ?? []).filter((fix) => fixed(fix).every((path) => placeOf(path)));
    return placedIn(problem, placeOf(problem.path), fixes);
  });
  // What only the text shows is not in the other one any more.
  const ofText = alone.problems.filter(({ code }) => code === 'duplicate-key' || code === 'syntax');
  return { ...whole, fixAll: {}, problems: [...ofText, ...problems] };
}

const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

/** What stands in a file beside the document has no place in it: then its path in the whole says where. */
function placedIn(problem: PlacedProblem, place: Located | undefined, fixes: readonly Fix[]): PlacedProblem {
  const { message } = problem;
  const isHere = place !== undefined || problem.path.length === 0;
  const text = isHere ? message : `${message} (${toPointer(problem.path)})`;
  return { ...problem, message: text, ...(place ?? top), fixes };
}
