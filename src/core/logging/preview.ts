// What the last call of an integration writes at each level, and where to, as a text for people.
import * as l10n from '@vscode/l10n';
import type { Report } from '../report.ts';
import { logLevels, takes, transports, type LogLevel, type Transport } from './levels.ts';
import { fileLines } from './line.ts';
import { recordsOf, type LogRecord } from './records.ts';
import type { Logging, SyslogSettings } from './settings.ts';

export interface PreviewPlaces {
  /** The path of the log file. */
  readonly file: string;
  readonly syslogTexts: (record: LogRecord) => readonly string[];
}

/** Every level, also those that nobody takes now. */
export function previewLogging(report: Report, logging: Logging, places: PreviewPlaces): string {
  const records = recordsOf(report, 'spam');
  const blocks = logLevels.map((level) => {
    const own = records.filter((record) => record.level === level);
    const takers = transports.toSorted().filter((transport) => takesFrom(logging, transport, level));
    const lines = own.map((record) => fileLines(record, report.integration, logging.file.offset));
    const messages = takers.includes('syslog') ? own.flatMap(places.syslogTexts) : [];
    return [
      `── ${level} ── ${takers.join(', ') || l10n.t('nobody')}\n`,
      ...(lines.length > 0 ? lines : [`${l10n.t('(nothing)')}\n`]),
      ...messages.map((message) => `  syslog: ${message.replaceAll('\n', '\n  ')}\n`),
    ].join('');
  });
  return [head(report, logging, places), ...blocks].join('\n');
}

function head({ integration, operation }: Report, { console, file, syslog }: Logging, places: PreviewPlaces): string {
  const lines = [
    l10n.t('What the last call of "{0}" ({1}) writes. Each level includes all above it.', integration, operation),
    '',
    `console  ${console.padEnd(5)}  ${l10n.t('the output channel of the integration')}`,
    `file     ${file.level.padEnd(5)}  ${places.file}`,
    `syslog   ${syslog ? `${syslog.level.padEnd(5)}  ${addressOf(syslog)}` : l10n.t('not configured')}`,
  ];
  return `${lines.join('\n')}\n`;
}

export const levelOf = ({ console, file, syslog }: Logging, transport: Transport): LogLevel | undefined =>
  ({ console, file: file.level, syslog: syslog?.level })[transport];

function takesFrom(logging: Logging, transport: Transport, level: LogLevel): boolean {
  const set = levelOf(logging, transport);
  return set !== undefined && takes(set, level);
}

/** `tcp logs.example:514` */
export const addressOf = ({ transport, host, port, path }: SyslogSettings): string =>
  transport === 'unix' ? `unix ${path}` : `${transport} ${host.includes(':') ? `[${host}]` : host}:${port}`;
