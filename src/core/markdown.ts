// Texts of documents put into Markdown as text: no links, no pictures, no HTML.

export const escape = (text: string): string => text.replaceAll(/[\\`*_{}[\]()#+\-.!<>|~&$]/g, '\\$&');

/** A code span: its fence is longer than any run of backticks in the text (CommonMark section 6.1). */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${line} ${fence}` : `\`${line}\``;
}
