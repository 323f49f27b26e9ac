// Sends one request over the network, measured and bounded; every failure is a value.
import { plainNetwork, type NetworkSettings } from '../core/network.ts';
import type { World } from '../core/world.ts';
import { createBodyFiles } from './bodyFiles.ts';
import { carryOver, type Carry } from './carry.ts';
import { lookup as systemLookup, type Network } from './connect.ts';
import { carryByHost } from './hostCarry.ts';
import { createLines } from './lines.ts';
import type { Environment } from './proxy.ts';
import { followRedirects } from './redirects.ts';
import { retryFailures } from './retries.ts';
import { routeTo } from './route.ts';
import { createTrusts } from './tls/trust.ts';

export interface Send {
  readonly send: World['send'];
  /** Closes all connections, also those in use, and deletes the files of response bodies. */
  readonly close: () => void;
}

export interface SendOptions {
  readonly lookup?: Network['lookup'];
  /** Certificate authorities (PEM) that are trusted beside Node's own. */
  readonly authorities?: readonly string[];
  /** What the editor says about the network; the same object as long as nothing has changed. */
  readonly settings?: () => NetworkSettings;
  readonly env?: Environment;
  /** The folder for files of response bodies. */
  readonly temporary?: string;
}

export function createSend(options: SendOptions = {}): Send {
  const { lookup = systemLookup, env = process.env, temporary } = options;
  const read = settingsOf(options);
  const trusts = createTrusts();
  const files = createBodyFiles(temporary);
  let settings = read();
  const lines = createLines({ lookup, trusts }, (url, wire) => routeTo(url, wire, settings, env));
  const carries = createCarries(
    carryOver(lines, files),
    carryByHost(trusts, files, () => settings),
  );
  return {
    async send(request, wire, signal) {
      signal.throwIfAborted();
      const now = read();
      if (now !== settings) lines.retire();
      settings = now;
      const result = await carries[now.stack](request, wire, signal);
      signal.throwIfAborted();
      return result;
    },
    close() {
      lines.close();
      files.close();
    },
  };
}

function settingsOf({ settings, authorities = [] }: SendOptions): () => NetworkSettings {
  if (settings && authorities.length === 0) return settings;
  const fixed = { ...(settings?.() ?? plainNetwork), authorities };
  return () => fixed;
}

function createCarries(undici: Carry, vscode: Carry): Readonly<Record<NetworkSettings['stack'], Carry>> {
  const complete = (carry: Carry): Carry => followRedirects(retryFailures(carry));
  return { undici: complete(undici), vscode: complete(vscode) };
}
