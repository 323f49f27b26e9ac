// What the page remembers while it is hidden or reloaded: the tab, the scroll position and the focused field, open groups.
import type { Host } from './host.ts';

export interface Memory {
  readonly tab?: string;
  readonly scroll?: number;
  /** The focused field's pointer. */
  readonly field?: string;
  /** Ids of the groups that are closed. */
  readonly closed?: readonly string[];
  /** Which one of several blocks is shown, by what they are alternatives of. */
  readonly chosen?: Readonly<Record<string, string>>;
}

export interface Memories {
  recall(): Memory;
  keep(memory: Memory): void;
}

export function createMemories(host: Host): Memories {
  let memory = readMemory(host.getState());
  return {
    recall: () => memory,
    keep(newer) {
      memory = { ...memory, ...newer };
      host.setState(memory);
    },
  };
}

/** Kept state may come from another version of this page. */
function readMemory(state: unknown): Memory {
  if (typeof state !== 'object' || state === null) return {};
  const { tab, scroll, field, closed, chosen } = state as Record<string, unknown>;
  return {
    ...(typeof tab === 'string' && { tab }),
    ...(typeof scroll === 'number' && { scroll }),
    ...(typeof field === 'string' && { field }),
    ...(Array.isArray(closed) && { closed: closed.filter((id) => typeof id === 'string') }),
    ...(typeof chosen === 'object' && chosen !== null && { chosen: textsOf(chosen) }),
  };
}

const textsOf = (object: object): Record<string, string> =>
  Object.fromEntries(Object.entries(object).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
