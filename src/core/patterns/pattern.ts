// Patterns of documents, which may come from anywhere, held against texts without the chance of never coming back.
import * as l10n from '@vscode/l10n';
import { keepNewest } from '../keepNewest.ts';
import { longestText } from './longestText.ts';
import { readRegExp } from './readRegExp.ts';

export interface Pattern {
  readonly source: string;
  /** In characters, what it may be held against; mostly `Infinity`. */
  readonly longest: number;
  /** Undefined for a text that is too long for it. */
  readonly test: (text: string) => boolean | undefined;
}

/** Undefined for what is no pattern of this language: `(?i)`, possessive quantifiers. */
export function readPattern(source: string): Pattern | undefined {
  const known = read.get(source);
  if (known) return known;
  const expression = readRegExp(source);
  if (!expression) return undefined;
  const longest = longestText(source);
  const test: Pattern['test'] = (text) => (text.length <= longest ? expression.test(text) : undefined);
  const pattern = { source, longest, test };
  keepNewest(read, source, pattern, mostRead);
  return pattern;
}

const read = new Map<string, Pattern>();
const mostRead = 2_000;

/** One note for a pattern, wherever a text was too long for it. */
export function uncheckedNote(source: string): string {
  return l10n.t(
    'The pattern {0} of the model was not checked, because on a text of this length it may take for ever.',
    source.length > longestShown ? `${source.slice(0, longestShown)}…` : source,
  );
}

const longestShown = 100;
