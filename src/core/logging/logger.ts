// Hands what calls do to the transports of their integration, by the levels that its document has at that moment.
import { readIntegration } from '../integration.ts';
import { createRedactor } from '../secrets/redact.ts';
import type { CancelledCall, Report, TokenRequest } from '../report.ts';
import { deepestOf, takes, type LogLevel } from './levels.ts';
import { cancelledRecords, recordsOf, tokenRecords, type LogRecord } from './records.ts';
import { readLogging, type Logging } from './settings.ts';
import type { LogPlace, LogSinks, SyslogProof } from './sinks.ts';

export interface LoggerWorld {
  /** The text of a document by its address as it is now, with what is not saved yet. */
  readonly text: (integration: string) => Promise<string>;
  readonly sinks: LogSinks;
  /** The integration's output channel. */
  readonly console: (integration: string, name: string, record: LogRecord) => void;
  /** Hears what happens to logging itself. */
  readonly tell: (sentence: string) => void;
}

/** How an integration logs now. */
export interface NamedLogging {
  readonly name: string;
  readonly logging: Logging;
}

const MOST_READ = 200;

export class Logger {
  readonly #world: LoggerWorld;
  /** What the texts of the latest integrations say, for as long as they say the same. */
  readonly #read = new Map<string, { readonly text: string; readonly found: NamedLogging }>();
  /** Sentences about files that were said. */
  readonly #said = new Set<string>();
  /** Whatever is known by name is masked once more: the values of a call were masked when its report was made. */
  readonly #redact = createRedactor([]);
  /** Records stay in the order in which they came. */
  #last: Promise<void> = Promise.resolve();

  constructor(world: LoggerWorld) {
    this.#world = world;
  }

  /** Nobody waits for it. */
  writeReport(integration: string, report: Report): void {
    this.#write(integration, (deepest) => recordsOf(report, deepest));
  }

  writeCancelled(integration: string, call: CancelledCall): void {
    this.#write(integration, (deepest) => cancelledRecords(call, deepest));
  }

  /** Of a sign-in. */
  writeTokens(integration: string, requests: readonly TokenRequest[], at: number): void {
    this.#write(integration, (deepest) => tokenRecords(requests, at, deepest));
  }

  async settingsOf(integration: string): Promise<NamedLogging> {
    const text = await this.#world.text(integration);
    const before = this.#read.get(integration);
    if (before?.text === text) return before.found;
    const read = readIntegration(text);
    const found = { name: read.name, logging: readLogging(read) };
    if (this.#read.size >= MOST_READ) this.#read.clear();
    this.#read.set(integration, { text, found });
    return found;
  }

  placeOf({ name, logging }: NamedLogging): Promise<LogPlace> {
    return this.#world.sinks.place(logging.file, name);
  }

  /** As they would go to the syslog server. */
  syslogTexts({ name, logging }: NamedLogging, record: LogRecord): readonly string[] {
    const logged = { name, record: this.#redacted(record) };
    return logging.syslog ? this.#world.sinks.syslogTexts(logging.syslog, logged) : [];
  }

  /** Undefined when syslog is not configured. What was sent also stands in the integration's channel. */
  async proveSyslog(integration: string, text: string, at: number): Promise<SyslogProof | undefined> {
    const { name, logging } = await this.settingsOf(integration);
    const { syslog } = logging;
    if (!syslog) return undefined;
    const record: LogRecord = { level: syslog.level, at, kind: 'TEST', text };
    const proof = await this.#world.sinks.proveSyslog(syslog, { name, record });
    const { outcome, to, reason = '', messages } = proof;
    const words = [`syslog ${to}: ${outcome}`, reason, ...messages].filter(Boolean).join('\n');
    this.#world.console(integration, name, { level: 'info', at, kind: 'TEST', text: words });
    return proof;
  }

  /** Resolves when all that was logged is written. */
  async flush(): Promise<void> {
    await this.#last;
    await this.#world.sinks.flush();
  }

  close(): void {
    this.#world.sinks.close();
  }

  #write(integration: string, make: (deepest: LogLevel) => readonly LogRecord[]): void {
    const before = this.#last;
    this.#last = before
      .then(() => this.#writeNow(integration, make))
      .catch((error: unknown) => this.#world.tell(this.#redact(String(error))));
  }

  async #writeNow(integration: string, make: (deepest: LogLevel) => readonly LogRecord[]): Promise<void> {
    const { sinks, console: show } = this.#world;
    const found = await this.#settingsNow(integration);
    const { name, logging } = found;
    const { console, file, syslog } = logging;
    const place = await this.placeOf(found);
    if (place.instead !== undefined) this.#sayOnce(place.instead);
    const deepest = deepestOf([console, file.level, ...(syslog ? [syslog.level] : [])]);
    for (const record of make(deepest).map((each) => this.#redacted(each))) {
      if (takes(console, record.level)) show(integration, name, record);
      if (takes(file.level, record.level)) sinks.writeFile(place, file, { name, record });
      if (syslog && takes(syslog.level, record.level)) sinks.sendSyslog(syslog, { name, record });
    }
  }

  /** A call may outlive its integration: its last words count then. */
  async #settingsNow(integration: string): Promise<NamedLogging> {
    try {
      return await this.settingsOf(integration);
    } catch (error) {
      const before = this.#read.get(integration);
      if (!before) throw error;
      return before.found;
    }
  }

  #redacted(record: LogRecord): LogRecord {
    return { ...record, text: this.#redact(record.text) };
  }

  #sayOnce(sentence: string): void {
    if (this.#said.has(sentence)) return;
    this.#said.add(sentence);
    this.#world.tell(sentence);
  }
}
