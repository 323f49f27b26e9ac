// The output channel of each integration: what it logs to the console stands there.
import * as vscode from 'vscode';
import type { LogLevel } from '../../core/logging/levels.ts';
import { printable } from '../../core/logging/line.ts';
import type { LogRecord } from '../../core/logging/records.ts';

/** A sweep of hundreds must not make hundreds of channels: the others get theirs when somebody opens their log. */
const MOST = 50;
/** Records that are kept for such a channel. */
const MOST_WAITING = 500;

export class ConsoleChannels implements vscode.Disposable {
  readonly #channels = new Map<string, vscode.LogOutputChannel>();
  readonly #waiting = new Map<string, LogRecord[]>();

  write(integration: string, name: string, record: LogRecord): void {
    const key = keyOf(integration, name);
    if (this.#channels.has(key) || this.#channels.size < MOST) {
      writeRecord(this.of(integration, name), record);
      return;
    }
    const waiting = this.#waiting.get(key) ?? [];
    waiting.push(record);
    this.#waiting.set(key, waiting.slice(-MOST_WAITING));
  }

  /** Of an integration by its address; one that is renamed gets another. */
  of(integration: string, name: string): vscode.LogOutputChannel {
    const key = keyOf(integration, name);
    const known = this.#channels.get(key);
    if (known) return known;
    const channel = vscode.window.createOutputChannel(vscode.l10n.t('Integration {0}', name), { log: true });
    this.#channels.set(key, channel);
    for (const record of this.#waiting.get(key) ?? []) writeRecord(channel, record);
    this.#waiting.delete(key);
    return channel;
  }

  dispose(): void {
    for (const channel of this.#channels.values()) channel.dispose();
  }
}

const keyOf = (integration: string, name: string): string => `${integration}\n${name}`;

/**
 * The integration's own level decides. What the channel's level in the editor would swallow, because it is `info` until
 * somebody changes it there, goes as information with its own level in front.
 */
function writeRecord(channel: vscode.LogOutputChannel, { level, text }: LogRecord): void {
  const lines = printable(text).replaceAll('\n', '\n  ');
  const method = level === 'spam' ? 'trace' : level;
  if (shows(channel, method)) channel[method](level === method ? lines : `[${level}] ${lines}`);
  else channel.info(`[${level}] ${lines}`);
}

type Method = Exclude<LogLevel, 'spam'>;

function shows({ logLevel }: vscode.LogOutputChannel, method: Method): boolean {
  if (method !== 'debug' && method !== 'trace') return true;
  if (logLevel === vscode.LogLevel.Trace) return true;
  return method === 'debug' && logLevel === vscode.LogLevel.Debug;
}
