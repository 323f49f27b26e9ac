// Anything that is wrong, found while typing, before a call or at the far server, tied to a place in the text.
import type { Json } from './json.ts';
import type { Path } from './pointer.ts';

export type Severity = 'error' | 'warning' | 'information';

/** A change of one value; a `value` left out removes the property, or with `first` moves it to the front of its object. */
export interface Change {
  readonly path: Path;
  readonly value?: Json;
  readonly first?: true;
}

/** A change that mends a problem. */
export interface Fix extends Change {
  readonly title: string;
  /** Instead of a change of the text: a certificate to trust on this machine, if the user agrees. */
  readonly trust?: CertificateTrust;
  /** Instead of a change of the text: what only the editor can do, to the value at the fix's path. */
  readonly run?: 'moveSecret' | 'importModel';
  /** Further changes that belong to it, made in the same step. */
  readonly also?: readonly Change[];
}

export interface CertificateTrust {
  /** The host with its port: `api.example:443`. */
  readonly server: string;
  /** SHA-256 of the certificate, hexadecimal with colons. */
  readonly fingerprint: string;
  readonly subject: string;
}

export interface Problem {
  /** Stable, so that people can search for it and silence it. */
  readonly code: string;
  readonly severity: Severity;
  /** One or two sentences: what is wrong and the way out. */
  readonly message: string;
  /** The value in the integration's (or model's) text; a missing value is shown at its nearest existing parent. */
  readonly path: Path;
  /** Exact characters, where the finder knows them better than the path says (a syntax error, a duplicate key). */
  readonly span?: Span;
  readonly fixes?: readonly Fix[];
}

export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** Of something that has no place in a text. */
export const information = (code: string, message: string): Problem => ({
  code,
  severity: 'information',
  message,
  path: [],
});

/** The same problem seen from further up: `path` leads to where its own paths begin. */
export function underPath(problem: Problem, path: Path): Problem {
  const under = <T extends Change>(change: T): T => ({ ...change, path: [...path, ...change.path] });
  const fixes = problem.fixes?.map((fix) => ({ ...under(fix), ...(fix.also && { also: fix.also.map(under) }) }));
  return { ...problem, path: [...path, ...problem.path], ...(fixes && { fixes }) };
}

/** Every change of a fix, in order. */
export function changesOf(fix: Fix): readonly Change[] {
  return fix.trust || fix.run ? [] : [fix, ...(fix.also ?? [])];
}
