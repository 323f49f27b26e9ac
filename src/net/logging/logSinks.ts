// The log files and syslog servers of all integrations: those of the same address are one.
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { fileLines } from '../../core/logging/line.ts';
import { addressOf } from '../../core/logging/preview.ts';
import type { Logged, LogPlace, LogSinks, SyslogProof } from '../../core/logging/sinks.ts';
import type { FileSettings, SyslogSettings } from '../../core/logging/settings.ts';
import { syslogMessages, type SyslogSender } from '../../core/logging/syslog.ts';
import type { NetworkSettings } from '../../core/network.ts';
import { createTrusts } from '../tls/trust.ts';
import { LogFile } from './logFile.ts';
import type { Link, LinkTrust } from './link.ts';
import { openLink } from './syslogLink.ts';
import { MOST, SyslogQueue } from './syslogQueue.ts';

export interface LogSinkOptions {
  readonly settings: () => NetworkSettings;
  /** Where log files go whose directory this machine does not have. */
  readonly folder: string;
  readonly software: SyslogSender['software'];
  /** Hears in a sentence what happens to files and servers. */
  readonly tell: (sentence: string) => void;
  readonly now: () => number;
}

export function createLogSinks({ settings, folder, software, tell, now }: LogSinkOptions): LogSinks {
  const files = new Map<string, LogFile>();
  const places = new Map<string, Promise<LogPlace>>();
  const servers = new Map<string, SyslogQueue>();
  const trusts = createTrusts();
  let sequence = 0;
  const sender: SyslogSender = {
    hostname: hostname(),
    pid: process.pid,
    offsetAt: (at) => -new Date(at).getTimezoneOffset(),
    software,
    sequenceId: () => (sequence = (sequence % 2_147_483_647) + 1),
  };
  const messagesOf = (target: SyslogSettings, { record, name }: Logged): readonly Uint8Array[] =>
    syslogMessages(record, name, target, sender);
  const open = (target: SyslogSettings): Promise<Link> => openLink(target, () => trustFor(target));
  return {
    place: (wanted, name) =>
      remembered(places, JSON.stringify([wanted.directory, wanted.name, name]), () => placeOf(wanted, name, folder)),
    writeFile({ path }, limits, { record, name }) {
      const file = remembered(
        files,
        path,
        () => new LogFile(path, limits, (reason, lost) => tell(fileNews(path, reason, lost))),
      );
      file.limits = limits;
      file.write(fileLines(record, name, limits.offset));
    },
    sendSyslog(target, logged) {
      const server = remembered(servers, keyOf(target), () => serverOf(target));
      for (const message of messagesOf(target, logged)) server.push(message);
    },
    syslogTexts: (target, logged) =>
      syslogMessages(logged.record, logged.name, target, { ...sender, sequenceId: () => sequence + 1 }).map(text),
    proveSyslog: (target, logged) => prove(open, target, messagesOf(target, logged)),
    async flush() {
      await Promise.all([...files.values(), ...servers.values()].map((each) => each.flush()));
    },
    close() {
      for (const file of files.values()) void file.close();
      for (const server of servers.values()) server.close();
    },
  };

  /** A server that is back hears how many messages it missed. */
  function serverOf(target: SyslogSettings): SyslogQueue {
    const address = addressOf(target);
    const server: SyslogQueue = new SyslogQueue(() => open(target), {
      down: (reason) =>
        tell(
          l10n.t(
            'syslog {0}: {1}. Up to {2} messages wait for it, then the oldest are lost.',
            address,
            wordsOf(reason),
            MOST,
          ),
        ),
      up(lost) {
        const news = l10n.t('syslog {0}: the server takes messages again. {1} messages were lost.', address, lost);
        tell(news);
        if (lost === 0) return;
        const record = { level: 'warn', at: now(), kind: 'LOG', text: news } as const;
        for (const message of messagesOf(target, { name: '', record })) server.push(message);
      },
    });
    return server;
  }

  async function trustFor({ host, port }: SyslogSettings): Promise<LinkTrust> {
    const { authorities, systemAuthorities, serverNames, trustedCertificates } = settings();
    const { context } = await trusts({ extra: authorities, systemAuthorities });
    const server = `${host}:${port}`;
    return {
      secureContext: context,
      pinned: trustedCertificates[server],
      serverName: serverNames[server] ?? serverNames[host],
    };
  }
}

/** Everything that belongs to the connection and not to a message. */
const keyOf = ({ transport, family, host, port, path, eol }: SyslogSettings): string =>
  JSON.stringify([transport, family, host, port, path, eol]);

const text = (message: Uint8Array): string => Buffer.from(message).toString();

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** The document's own directory where there is one; a name that leads out of it is no name. */
async function placeOf({ directory, name }: FileSettings, integration: string, folder: string): Promise<LogPlace> {
  const file = basename(name.replaceAll('\\', '/')).replace(/^\.+/, '') || 'itential.log';
  const why = await unusable(directory);
  if (why === undefined) return { path: join(directory, file) };
  const own = integration.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '') || 'integration';
  const path = join(folder, own, file);
  return { path, instead: l10n.t('{0} The log files are in folders of their own under {1}.', why, folder) };
}

async function unusable(directory: string): Promise<string | undefined> {
  if (!isAbsolute(directory)) return l10n.t('The log directory "{0}" is no absolute path.', directory);
  const found = await stat(directory).catch(() => undefined);
  if (!found?.isDirectory()) return l10n.t('The log directory "{0}" does not exist on this machine.', directory);
  const isWritable = await access(directory, constants.W_OK).then(
    () => true,
    () => false,
  );
  return isWritable ? undefined : l10n.t('Nothing may be written to the log directory "{0}".', directory);
}

function fileNews(path: string, reason: Error | undefined, lost: number): string {
  return reason
    ? l10n.t('{0} cannot be written ({1}). What is logged meanwhile is lost.', path, reason.message)
    : l10n.t('{0} is written again. {1} records were lost.', path, lost);
}

/** The system's own words, with what to do where that is known. */
function wordsOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EPROTOTYPE')
    return l10n.t(
      'the socket takes datagrams, which this program cannot send to a local socket; use udp4 and the port of the local server instead',
    );
  if (code === 'EPIPE' || code === 'ECONNRESET') return l10n.t('the server closes the connection');
  return error.message;
}

/** Over a connection of its own, so that its end tells whether the server has read everything. */
async function prove(
  open: (target: SyslogSettings) => Promise<Link>,
  target: SyslogSettings,
  messages: readonly Uint8Array[],
): Promise<SyslogProof> {
  const sent = { to: addressOf(target), messages: messages.map(text), bytes: 0 };
  let link: Link | undefined;
  try {
    link = await open(target);
    sent.to = `${target.transport} ${link.to}`;
    for (const message of messages) sent.bytes += await link.send(message);
    return { ...sent, outcome: (await link.end()) ? 'taken' : 'sent' };
  } catch (error) {
    link?.close();
    return { ...sent, outcome: 'failed', reason: wordsOf(error as Error) };
  }
}
