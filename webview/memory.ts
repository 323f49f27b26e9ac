// What the page remembers while it is hidden or reloaded: the tab, the scroll position and the focused field.
import type { Host } from './host.ts';

export interface Memory {
  readonly tab?: string;
  readonly scroll?: number;
  /** The focused field's pointer. */
  readonly field?: string;
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
  const { tab, scroll, field } = state as Record<string, unknown>;
  return {
    ...(typeof tab === 'string' && { tab }),
    ...(typeof scroll === 'number' && { scroll }),
    ...(typeof field === 'string' && { field }),
  };
}
