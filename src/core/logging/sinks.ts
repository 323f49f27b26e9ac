// What logging needs of the world: log files, and syslog servers.
import type { LogRecord } from './records.ts';
import type { FileSettings, SyslogSettings } from './settings.ts';

/** Whose record it is, and what of it may be shown. */
export interface Logged {
  /** The integration's name. */
  readonly name: string;
  readonly record: LogRecord;
}

/** The file that is written to. */
export interface LogPlace {
  readonly path: string;
  /** Set when it is not the one that was asked for: why not, in words that are the same for all files of a directory. */
  readonly instead?: string;
}

/** Nothing here waits for a disk or a server, and nothing throws. */
export interface LogSinks {
  /** Where an integration's file is: where it shall be, as soon as its directory is there. */
  place(settings: FileSettings, name: string): Promise<LogPlace>;
  writeFile(place: LogPlace, settings: FileSettings, logged: Logged): void;
  sendSyslog(settings: SyslogSettings, logged: Logged): void;
  /** The messages as they would go out. */
  syslogTexts(settings: SyslogSettings, logged: Logged): readonly string[];
  /** Sends one message over a connection of its own and watches what becomes of it. */
  proveSyslog(settings: SyslogSettings, logged: Logged): Promise<SyslogProof>;
  /** Resolves when everything is written or sent that can be. */
  flush(): Promise<void>;
  close(): void;
}

export interface SyslogProof {
  /** `taken`: a stream's peer read it all and closed in order. `sent`: nobody objected, and nobody can tell more. */
  readonly outcome: 'taken' | 'sent' | 'failed';
  /** The address that it went to, with the port. */
  readonly to: string;
  /** As it went out, without framing. */
  readonly messages: readonly string[];
  /** Octets, with framing. */
  readonly bytes: number;
  /** Of a failure: the system's words. */
  readonly reason?: string;
}
