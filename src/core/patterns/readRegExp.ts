// The regular expression that a pattern of a document is in this language.

/**
 * Undefined for patterns of other languages (`(?i)`, possessive quantifiers).
 * With Unicode where the pattern allows it: some are broken with it, and others (`\p{L}`) without.
 */
export function readRegExp(pattern: string): RegExp | undefined {
  for (const flags of ['u', ''])
    try {
      return new RegExp(pattern, flags);
    } catch {
      // the next one, or none
    }
  return undefined;
}
