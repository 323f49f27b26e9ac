// The life of an extension in its host: what it holds of the process, and its end while the host lives on.
import { createHook } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type * as vscode from 'vscode';

interface Main {
  readonly activate: (context: vscode.ExtensionContext) => unknown;
  readonly deactivate: () => Promise<void>;
}

export interface Lifetime {
  /** What is held of the process now: the kind and the line that took it. */
  readonly held: () => string[];
  /** As VS Code ends it, in the same order. */
  readonly end: () => Promise<void>;
}

/** What keeps a process busy or awake. */
const kinds = /^(Timeout|TCP|TLS|UDP|PIPE|PROCESS|FSEVENT|STATWATCHER|WORKER|MESSAGEPORT)/;

/** @param extension that is not active yet: what came before is not seen */
export function followLifetime(extension: vscode.Extension<unknown>): Lifetime {
  if (extension.isActive) throw new Error('The extension is active already.');
  const dist = join(extension.extensionPath, 'dist');
  const held = new Map<number, string>();
  createHook({
    init(id, kind) {
      const taker = kinds.test(kind) ? takerIn(dist, kind) : undefined;
      if (taker !== undefined) held.set(id, `${kind} ${taker}`);
    },
    destroy: (id) => void held.delete(id),
  }).enable();
  setFlagsFromString('--expose-gc');
  // Some are told to be gone only when they are collected.
  const collect = runInNewContext('gc') as () => void;

  const require = createRequire(join(dist, 'extension.js'));
  const path = require.resolve('./extension.js');
  const main = require(path) as Main;
  let context: vscode.ExtensionContext | undefined;
  const activate: Main['activate'] = (given) => main.activate((context = given));
  // VS Code takes the module from here.
  require.cache[path]!.exports = { activate, deactivate: main.deactivate };
  return {
    held: () => {
      collect();
      return [...held.values()];
    },
    end: async () => {
      await main.deactivate();
      for (const each of context?.subscriptions ?? []) each.dispose();
    },
  };
}

/** The line of ours by which it is taken: of a timer the very one that asks for it, as what VS Code does for us has its own. */
function takerIn(dist: string, kind: string): string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 40;
  const lines = (new Error().stack ?? '').split('\n').slice(3);
  Error.stackTraceLimit = limit;
  const others = lines.filter((line) => !line.includes('node:'));
  return (kind === 'Timeout' ? others.slice(0, 1) : others).find((line) => line.includes(dist))?.trim();
}
