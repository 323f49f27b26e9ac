// What an integration's `loggerProps` say, understood with the platform's defaults, and how a level is changed in them.
import { isSyslogConfigured } from './configured.ts';
import type { Integration } from '../integration.ts';
import { asObject, asString, get, isObject, type Json, type JsonObject } from '../json.ts';
import { samePath, type Path } from '../pointer.ts';
import type { Change } from '../problem.ts';
import { loggingSchema } from '../schema.ts';
import { readLevel, transports, type LogLevel, type Transport } from './levels.ts';

export interface Logging {
  readonly console: LogLevel;
  readonly file: FileSettings;
  /** Absent until the connection properties of syslog exist. */
  readonly syslog?: SyslogSettings;
}

export interface FileSettings {
  readonly level: LogLevel;
  readonly directory: string;
  readonly name: string;
  /** Bytes. */
  readonly maxSize: number;
  /** With the one that is written to. */
  readonly maxFiles: number;
  /** Minutes between UTC and the times in the file. */
  readonly offset: number;
}

export interface SyslogTarget {
  readonly transport: 'udp' | 'tcp' | 'tls' | 'unix';
  /** Where the protocol names an IP version. */
  readonly family?: 4 | 6;
  readonly host: string;
  readonly port: number;
  /** Of the socket, when `transport` is `unix`. */
  readonly path: string;
}

export interface SyslogSettings extends SyslogTarget {
  readonly level: LogLevel;
  /** RFC 3164 or RFC 5424. */
  readonly format: 'BSD' | '5424';
  /** Numerical code of RFC 5424 section 6.2.1, 0 to 23. */
  readonly facility: number;
  /** Empty where the process id of this program is meant not to be said; `process.pid` is the real one. */
  readonly pid: string;
  /** Empty for this machine's own name. */
  readonly hostname: string;
  readonly appName: string;
  /** Put behind each message on streams. */
  readonly eol: string;
}

/** Where `loggerProps` stand in the text, also in one that a platform's API wrapped. */
export const loggerPath = ({ service }: Integration): Path => [...service, 'loggerProps'];

/** The transport whose level stands at a path of an integration's text. */
export const transportAt = (integration: Integration, path: Path): Transport | undefined =>
  transports.find((transport) => samePath(path, [...loggerPath(integration), ...levelKeys[transport]]));

export function readLogging(integration: Integration): Logging {
  const props = asObject(get(integration.value, ...loggerPath(integration)));
  const { syslog } = props;
  return {
    console: readLevel(props['console_level'], 'info'),
    file: readFile(props),
    ...(isSyslogConfigured(syslog) && { syslog: readSyslog(asObject(syslog)) }),
  };
}

function readFile(props: JsonObject): FileSettings {
  const read = reader(props, asObject(loggingSchema['properties']));
  return {
    level: readLevel(props['log_level'], 'info'),
    directory: read.text('log_directory'),
    name: read.text('log_filename'),
    maxSize: read.count('log_max_file_size'),
    maxFiles: read.count('log_max_files'),
    offset: Math.round(60 * readOffset(props['log_timezone_offset'])),
  };
}

/** Hours: no place on earth is further from UTC. */
const readOffset = (value: Json | undefined): number =>
  typeof value === 'number' && Math.abs(value) <= 14 ? value : 0;

function readSyslog(block: JsonObject): SyslogSettings {
  const read = reader(block, asObject(get(loggingSchema, 'properties', 'syslog', 'properties')));
  return {
    ...targetOf(read.text('protocol')),
    level: readLevel(block['level'], 'warn'),
    host: read.text('host'),
    port: Math.min(read.count('port'), 65_535),
    path: asString(block['path']) ?? '',
    format: read.text('type').includes('5424') ? '5424' : 'BSD',
    facility: readFacility(block['facility']),
    pid: typeof block['pid'] === 'number' ? String(block['pid']) : (asString(block['pid']) ?? 'process.pid'),
    hostname: asString(block['localhost']) ?? '',
    appName: asString(block['app_name']) ?? '',
    eol: asString(block['eol']) ?? '',
  };
}

/** The names are those of the package that the platform logs with; without a version both are meant. */
function targetOf(protocol: string): Pick<SyslogTarget, 'transport' | 'family'> {
  const [, transport, version] = /^(udp|tcp|tls)([46]?)$/i.exec(protocol) ?? [];
  if (transport === undefined) return { transport: /^unix/i.test(protocol) ? 'unix' : 'udp' };
  const family = version === '4' ? 4 : version === '6' ? 6 : undefined;
  return { transport: transport.toLowerCase() as 'udp' | 'tcp' | 'tls', ...(family && { family }) };
}

/** RFC 5424 section 6.2.1, table 1, by the names of syslog(3). */
const facilities = [
  ...['kern', 'user', 'mail', 'daemon', 'auth', 'syslog', 'lpr', 'news', 'uucp', 'cron', 'authpriv', 'ftp'],
  ...['ntp', 'audit', 'alert', 'clock'],
  ...Array.from({ length: 8 }, (_, index) => `local${index}`),
];

const LOCAL0 = 16;

function readFacility(value: Json | undefined): number {
  const text = typeof value === 'number' ? String(value) : (asString(value) ?? '').toLowerCase();
  const named = facilities.indexOf(text);
  const code = named >= 0 ? named : /^\d+$/.test(text) ? Number(text) : LOCAL0;
  return code < facilities.length ? code : LOCAL0;
}

/** Values of the wrong shape are as if they were not there. */
function reader(block: JsonObject, schema: JsonObject) {
  const fallback = (key: string): Json | undefined => get(schema, key, 'default');
  return {
    text: (key: string): string => asString(block[key]) || (asString(fallback(key)) ?? ''),
    count: (key: string): number => {
      const value = block[key];
      return typeof value === 'number' && value >= 1 ? Math.floor(value) : Number(fallback(key));
    },
  };
}

/** The key of each transport's level, below `loggerProps`. */
const levelKeys: Readonly<Record<Transport, Path>> = {
  file: ['log_level'],
  console: ['console_level'],
  syslog: ['syslog', 'level'],
};

/**
 * Sets the level of a transport in the document, of a folder or of a platform alike: `loggerProps` is what both keep.
 * Undefined for syslog without connection properties, as on the platform.
 */
export function levelChange(integration: Integration, transport: Transport, level: LogLevel): Change | undefined {
  if (transport === 'syslog' && !readLogging(integration).syslog) return undefined;
  const value = transport === 'syslog' && level === 'warn' ? 'warning' : level;
  return { path: [...loggerPath(integration), ...levelKeys[transport]], value };
}

/** The syslog block with every key: what it says already stays, the platform's defaults fill the rest. */
export function completeSyslog(integration: Integration): Change {
  const path = [...loggerPath(integration), 'syslog'];
  const now = get(integration.value, ...path);
  const fields = asObject(get(loggingSchema, 'properties', 'syslog', 'properties'));
  const defaults = Object.entries(fields).map(([key, field]) => [key, get(field, 'default') ?? ''] as const);
  return { path, value: { ...Object.fromEntries(defaults), ...(isObject(now) ? now : {}) } };
}
