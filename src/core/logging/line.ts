// A record as the lines of a log file, which nothing that a server sends can forge.
import type { LogRecord } from './records.ts';

/** What stands in a text for characters that a terminal would obey. */
const unprintable = /[^\P{Cc}\t\n]|[\u2028\u2029]/gu;

/** With line feeds as the only line ends, and every other control character but the tab in its JSON spelling. */
export const printable = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(unprintable, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** `[info] shop: GET …`; the integration's name, for several may share a file or a server. */
export const withHead = ({ level, text }: LogRecord, name: string): string =>
  printable(`[${level}] ${name === '' ? '' : `${name.replaceAll(/\s+/g, ' ')}: `}${text}`);

/**
 * Ends with a line feed. Further lines of a record are indented: only where a line begins with a time does a record begin.
 * @param offset minutes between UTC and the time that is written
 */
export function fileLines(record: LogRecord, name: string, offset: number): string {
  return `${timestamp(record.at, offset)} ${withHead(record, name).replaceAll('\n', '\n  ')}\n`;
}

/** RFC 3339, which RFC 5424 section 6.2.3 uses too. */
export function timestamp(at: number, offset: number): string {
  const local = new Date(at + offset * 60_000).toISOString();
  if (offset === 0) return local;
  const minutes = Math.abs(offset);
  const zone = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return local.replace('Z', `${offset < 0 ? '-' : '+'}${zone}`);
}
