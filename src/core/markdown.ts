// Texts of documents put into Markdown as text: no links, no pictures, no HTML.

export const escape = (text: string): string => text.replaceAll(/[\\`*_{}[\]()#+\-.!<>|~&$]/g, '\\$&');

/** A code span whose text may hold backticks (CommonMark section 6.1). */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}
