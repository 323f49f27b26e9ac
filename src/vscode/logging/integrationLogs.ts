// The logs of all integrations of this window, with an output channel for each that has logged something.
import * as vscode from 'vscode';
import { Logger, type NamedLogging } from '../../core/logging/logger.ts';
import type { LogRecord } from '../../core/logging/records.ts';
import type { LogPlace, LogSinks, SyslogProof } from '../../core/logging/sinks.ts';
import type { CancelledCall, Report, TokenRequest } from '../../core/report.ts';
import type { FolderCatalog } from '../catalog/folderCatalog.ts';
import { ConsoleChannels } from './consoleChannels.ts';

export class IntegrationLogs implements vscode.Disposable {
  readonly #channels = new ConsoleChannels();
  readonly #logger: Logger;

  /** `log` hears what happens to logging itself. */
  constructor(catalog: Pick<FolderCatalog, 'text'>, sinks: LogSinks, log: vscode.LogOutputChannel) {
    this.#logger = new Logger({
      text: (integration) => catalog.text(vscode.Uri.parse(integration)),
      sinks,
      console: (integration, name, record) => this.#channels.write(integration, name, record),
      tell: (sentence) => log.info(sentence),
    });
  }

  /** Nobody waits for it. */
  writeReport(uri: vscode.Uri, report: Report): void {
    this.#logger.writeReport(uri.toString(), report);
  }

  writeCancelled(uri: vscode.Uri, call: CancelledCall): void {
    this.#logger.writeCancelled(uri.toString(), call);
  }

  /** Of a sign-in. */
  writeTokens(uri: vscode.Uri, requests: readonly TokenRequest[], at: number): void {
    this.#logger.writeTokens(uri.toString(), requests, at);
  }

  settingsOf(uri: vscode.Uri): Promise<NamedLogging> {
    return this.#logger.settingsOf(uri.toString());
  }

  placeOf(found: NamedLogging): Promise<LogPlace> {
    return this.#logger.placeOf(found);
  }

  channelOf(uri: vscode.Uri, name: string): vscode.LogOutputChannel {
    return this.#channels.of(uri.toString(), name);
  }

  syslogTexts(found: NamedLogging, record: LogRecord): readonly string[] {
    return this.#logger.syslogTexts(found, record);
  }

  /** Undefined when syslog is not configured. */
  proveSyslog(uri: vscode.Uri, text: string, at: number): Promise<SyslogProof | undefined> {
    return this.#logger.proveSyslog(uri.toString(), text, at);
  }

  /** Resolves when all that was logged is written. */
  flush(): Promise<void> {
    return this.#logger.flush();
  }

  dispose(): void {
    this.#logger.close();
    this.#channels.dispose();
  }
}
