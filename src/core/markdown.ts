// Texts of documents put into Markdown as text: no links, no pictures, no HTML.

export const escape = (text: string): string => text.replaceAll(/[\\`*_{}[\]()#+\-.!<>|~&$]/g, '\\$&');

/** The same for a document that people read as its source: a character only where it would mean something. */
export const escapeReadably = (text: string): string =>
  text
    .replaceAll(
      /[\\`*]|\](?=[([:])|<(?=[a-z/!?])|&(?=#|\w+;)|\$(?=\S)|~(?=~)|(?<![^\s\p{P}])_|_(?![^\s\p{P}])/giu,
      '\\$&',
    )
    .replaceAll(/^([^\S\r\n]*)([#>+=-]|\d+(?=[.)]))/gm, (_, space: string, mark: string) =>
      /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
    );

/** A code span: its fence is longer than any run of backticks in the text (CommonMark section 6.1). */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${line} ${fence}` : `\`${line}\``;
}
