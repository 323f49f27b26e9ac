// A record as syslog messages, BSD (RFC 3164) or RFC 5424, none longer than what a receiver must or should take.
import type { LogLevel } from './levels.ts';
import { timestamp, withHead } from './line.ts';
import type { LogRecord } from './records.ts';
import type { SyslogSettings } from './settings.ts';

/** What the messages say of their sender. */
export interface SyslogSender {
  readonly hostname: string;
  readonly pid: number;
  /** Minutes between UTC and this machine's time at a moment. */
  readonly offsetAt: (at: number) => number;
  readonly software: { readonly name: string; readonly version: string };
  /** The next number of RFC 5424 section 7.3.1, from 1 to 2147483647. */
  readonly sequenceId: () => number;
}

/** An element of RFC 5424 section 6.3.2. */
export interface StructuredElement {
  readonly id: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** RFC 5424 section 6.2.1, table 2: what is less severe than `info` is debugging. */
const severities: Readonly<Record<LogLevel, number>> = { error: 3, warn: 4, info: 6, debug: 7, trace: 7, spam: 7 };

/**
 * Octets of a whole message. RFC 3164 section 4.1 allows no more than 1024. A receiver of RFC 5424 should take 2048
 * (section 6.1), over TLS 8192 (RFC 5425 section 4.3.1); the most common one takes 8096 over any stream.
 */
const longestOf = ({ format, transport }: SyslogSettings): number =>
  format === 'BSD' ? 1024 : transport === 'udp' ? 2048 : 8096;

/** Of "[12/345] ", which tells the parts of a long record. */
const MARK = 16;

/** A record that is too long for one message becomes several, cut between characters. */
export function syslogMessages(
  record: LogRecord,
  name: string,
  settings: SyslogSettings,
  sender: SyslogSender,
): readonly Uint8Array[] {
  const text = withHead(record, name);
  const longest = longestOf(settings);
  const first = header(record, settings, sender);
  const whole = bytes.encode(first + marked(text, settings));
  if (whole.length <= longest) return [whole];
  const head = bytes.encode(header(record, settings, { ...sender, sequenceId: () => 2_147_483_647 }) + BOM).length;
  const parts = pieces(text, Math.max(longest - head - MARK, MARK));
  return parts.map((part, index) => {
    // The number that the whole would have had is the first part's: a gap would tell the receiver of a loss.
    const own = index === 0 ? first : header(record, settings, sender);
    return bytes.encode(own + marked(`[${index + 1}/${parts.length}] ${part}`, settings));
  });
}

const bytes = new TextEncoder();

function header(record: LogRecord, settings: SyslogSettings, sender: SyslogSender): string {
  const priority = `<${settings.facility * 8 + severities[record.level]}>`;
  const host = word(settings.hostname || sender.hostname, 255);
  const pid = settings.pid === 'process.pid' ? String(sender.pid) : settings.pid;
  if (settings.format === 'BSD') {
    const time = bsdTime(record.at + sender.offsetAt(record.at) * 60_000);
    return `${priority}${time} ${host} ${tag(settings.appName)}${pid === '' ? '' : `[${word(pid, 128)}]`}: `;
  }
  const time = timestamp(record.at, sender.offsetAt(record.at));
  const app = word(settings.appName || APP_NAME, 48);
  const origin = `${priority}1 ${time} ${host} ${app} ${word(pid, 128)} ${record.kind}`;
  return `${origin} ${structuredData(elements(sender))} `;
}

const APP_NAME = 'IntegrationEssentials';

/** Those that IANA registered (RFC 5424 section 7): for any other one a private enterprise number is needed. */
const elements = ({ software, sequenceId }: SyslogSender): readonly StructuredElement[] => [
  { id: 'meta', parameters: [['sequenceId', String(sequenceId())]] },
  {
    id: 'origin',
    parameters: [
      ['software', software.name],
      ['swVersion', software.version],
    ],
  },
];

/** RFC 5424 section 6.3.3: quotes, backslashes and closing brackets are escaped. */
export function structuredData(all: readonly StructuredElement[]): string {
  const written = all.map(({ id, parameters }) => {
    const pairs = parameters.map(([name, value]) => ` ${name}="${value.replaceAll(/["\\\]]/g, '\\$&')}"`);
    return `[${id}${pairs.join('')}]`;
  });
  return written.join('') || '-';
}

const BOM = '\u{FEFF}';

/** RFC 5424 section 6.4: a text that is more than ASCII says by a byte order mark that it is UTF-8. */
const marked = (text: string, { format }: SyslogSettings): string =>
  format === '5424' && /\P{ASCII}/u.test(text) ? BOM + text : text;

/** RFC 5424 section 6: printable ASCII without spaces, `-` for nothing. */
const word = (text: string, longest: number): string => text.replaceAll(/[^!-~]+/g, '_').slice(0, longest) || '-';

/** RFC 3164 section 4.1.3: at most 32 characters; what would end it earlier is replaced. */
const tag = (name: string): string => (name || APP_NAME).replaceAll(/[^\w.-]+/g, '_').slice(0, 32);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 3164 section 4.1.2: `Oct  9 22:33:20`, in local time. */
function bsdTime(local: number): string {
  const time = new Date(local);
  const day = String(time.getUTCDate()).padStart(2, ' ');
  return `${months[time.getUTCMonth()]} ${day} ${time.toISOString().slice(11, 19)}`;
}

/** Of at most so many octets in UTF-8, never a part of a character. */
function pieces(text: string, most: number): readonly string[] {
  const parts: string[] = [];
  let [start, size, index] = [0, 0, 0];
  for (const char of text) {
    const octets = octetsOf(char.codePointAt(0) ?? 0);
    if (size + octets > most) {
      parts.push(text.slice(start, index));
      [start, size] = [index, 0];
    }
    size += octets;
    index += char.length;
  }
  return [...parts, text.slice(start)];
}

const octetsOf = (code: number): number => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
