// Whether git ignores a file, by the `.gitignore` files on the way to it (gitignore(5)).

export interface IgnoreFile {
  /** Of the file, below the root of the repository, without a slash at the end; empty at the root. */
  readonly folder: string;
  readonly text: string;
}

/** `path` is a file's below the root of the repository. `files` stand from the root on: later ones count more. */
export function isIgnored(path: string, files: readonly IgnoreFile[]): boolean {
  const parents = Array.from(path.matchAll(/\//g), ({ index }) => path.slice(0, index));
  // What is in an ignored folder cannot be taken back.
  return parents.some((folder) => decides(folder, files, true)) || decides(path, files, false);
}

function decides(path: string, files: readonly IgnoreFile[], isFolder: boolean): boolean {
  let ignored = false;
  for (const { folder, text } of files) {
    const below = folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
    if (below === undefined) continue;
    for (const { negated, onlyFolders, pattern } of rulesIn(text))
      if ((isFolder || !onlyFolders) && pattern.test(below)) ignored = !negated;
  }
  return ignored;
}

interface IgnoreRule {
  readonly negated: boolean;
  readonly onlyFolders: boolean;
  readonly pattern: RegExp;
}

function rulesIn(text: string): IgnoreRule[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const trimmed = line.replace(/(?<!\\)[ \t]+$/, '');
    if (trimmed === '' || trimmed.startsWith('#')) return [];
    const negated = trimmed.startsWith('!');
    const rule = negated ? trimmed.slice(1) : trimmed;
    const pattern = patternOf(rule.replace(/\/$/, ''));
    return pattern ? [{ negated, onlyFolders: rule.endsWith('/'), pattern }] : [];
  });
}

/** A slash at the start or in the middle ties a pattern to the folder of its file. */
function patternOf(rule: string): RegExp | undefined {
  const start = rule.includes('/') ? '^' : '^(?:.*/)?';
  const parts = rule.replace(/^\//, '').match(/\*\*\/|\/\*\*$|\*+|\?|\[[!^]?\]?[^\]]*\]|\\.|[^]/g) ?? [];
  try {
    return new RegExp(`${start}${parts.map(expressionOf).join('')}$`);
  } catch {
    // A range such as [z-a], which git does not match with anything either.
    return undefined;
  }
}

function expressionOf(part: string): string {
  if (part === '**/') return '(?:.*/)?';
  if (part === '/**') return '/.*';
  if (part.startsWith('*')) return '[^/]*';
  if (part === '?') return '[^/]';
  if (part.length > 2 && part.startsWith('[')) return rangeOf(part);
  return part.replace(/^\\(?=.)/, '').replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** A bracket that stands first is one of the characters (POSIX 2.13.1). */
const rangeOf = (part: string): string =>
  part
    .replaceAll('\\', '\\\\')
    .replace(/^\[!/, '[^')
    .replace(/^(\[\^?)\]/, '$1\\]');
