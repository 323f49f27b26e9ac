// The output channel of each integration: what it logs to the console stands there.
import * as vscode from 'vscode';
import type { LogLevel } from '../../core/logging/levels.ts';
import { printable } from '../../core/logging/line.ts';
import type { LogRecord } from '../../core/logging/records.ts';

/** A sweep of hundreds must not leave hundreds of channels: what was written to longest ago goes first. */
const MOST = 100;

export class ConsoleChannels implements vscode.Disposable {
  readonly #channels = new Map<string, vscode.LogOutputChannel>();

  /** Of an integration by its address; one that is renamed gets another. */
  of(integration: string, name: string): vscode.LogOutputChannel {
    const key = `${integration}\n${name}`;
    const title = vscode.l10n.t('Integration {0}', name);
    const channel = this.#channels.get(key) ?? vscode.window.createOutputChannel(title, { log: true });
    this.#channels.delete(key);
    this.#channels.set(key, channel);
    for (const [oldest, old] of [...this.#channels].slice(0, -MOST)) {
      old.dispose();
      this.#channels.delete(oldest);
    }
    return channel;
  }

  dispose(): void {
    for (const channel of this.#channels.values()) channel.dispose();
  }
}

/**
 * The integration's own level decides. What the channel's level in the editor would swallow, because it is `info` until
 * somebody changes it there, goes as information with its own level in front.
 */
export function writeRecord(channel: vscode.LogOutputChannel, { level, text }: LogRecord): void {
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
