// The levels of a log, from most to least severe; each includes all before it.

export const logLevels = ['error', 'warn', 'info', 'debug', 'trace', 'spam'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Where an integration logs to. */
export const transports = ['file', 'console', 'syslog'] as const;
export type Transport = (typeof transports)[number];

/** What a document calls a level; `warning` is syslog's own word for `warn`. Anything else is the default. */
export function readLevel(value: unknown, fallback: LogLevel): LogLevel {
  if (value === 'warning') return 'warn';
  return logLevels.find((level) => level === value) ?? fallback;
}

/** Whether a transport of level `set` takes a record of level `level`. */
export const takes = (set: LogLevel, level: LogLevel): boolean => logLevels.indexOf(level) <= logLevels.indexOf(set);

/** The level that includes all of them. */
export const deepestOf = (levels: readonly LogLevel[]): LogLevel =>
  levels.reduce((deepest, level) => (takes(deepest, level) ? deepest : level), 'error');
