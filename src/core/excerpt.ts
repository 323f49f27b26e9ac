// The beginning of a text that somebody else wrote, for a sentence.

/** Ends with a whole word: what is left of a secret that was cut in two nobody would recognise, and mask. */
export function excerpt(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.slice(0, most + 1).search(/\s\S*$/);
  return `${text.slice(0, Math.max(end, 0))}…`;
}
