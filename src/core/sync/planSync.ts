// The plan of a pull, a push or a comparison: what would happen to each integration, and which models it takes first.
import type { Pause } from '../inTurns.ts';
import type { Bases } from './base.ts';
import { planItem, type ItemKind, type SyncItem } from './planItem.ts';
import type { PlaceKind, Side } from './side.ts';
import type { Overlaid, Travel } from './travel.ts';

/** A home with what of it takes part. */
export interface SyncHome {
  readonly id: string;
  readonly label: string;
  readonly place: PlaceKind;
  readonly integrations: ReadonlyMap<string, Side>;
  /** `title:version` of every model there. */
  readonly models: ReadonlySet<string>;
  /** Integrations that cannot be read, by name or file, with the reason. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/** What the environments file says of one home, for one integration. */
export type OverlayOf = (name: string) => ReadonlyMap<string, Overlaid>;

export interface SyncInput {
  readonly source: SyncHome;
  readonly target: SyncHome;
  readonly bases: Bases;
  readonly overlays: { readonly source: OverlayOf; readonly target: OverlayOf };
  /** What one platform never takes from another, by pointer into the service document. */
  readonly local: readonly string[];
}

export interface SyncPlan {
  readonly source: SyncHome;
  readonly target: SyncHome;
  readonly items: readonly SyncItem[];
  /** Models that integrations of the plan need and the target has not. */
  readonly missingModels: readonly MissingModel[];
  /** By the ids of models that both have, how they differ, as far as somebody looked. */
  readonly differingModels?: ReadonlyMap<string, string>;
  readonly unreadable: readonly { readonly home: string; readonly name: string; readonly reason: string }[];
}

export interface MissingModel {
  readonly id: string;
  /** The source has its document. */
  readonly isInSource: boolean;
  readonly users: readonly string[];
}

/** `pause` is waited for after each integration: there may be thousands. */
export async function planSync(input: SyncInput, pause: Pause): Promise<SyncPlan> {
  const { source, target, bases } = input;
  const names = [...new Set([...source.integrations.keys(), ...target.integrations.keys()])].sort(byName);
  const blocked = new Set([...source.unreadable.keys(), ...target.unreadable.keys()]);
  const items: SyncItem[] = [];
  for (const name of names) {
    if (blocked.has(name)) continue;
    const [own, theirs] = [source.integrations.get(name), target.integrations.get(name)];
    items.push(planItem(own, theirs, bases.get(name), travelOf(input, name)));
    await pause();
  }
  const unreadable = [source, target].flatMap((home) =>
    Array.from(home.unreadable, ([name, reason]) => ({ home: home.label, name, reason })),
  );
  return { source, target, items, missingModels: missingModels(input, items), unreadable };
}

function travelOf({ target, overlays, local }: SyncInput, name: string): Travel {
  return {
    to: target.place,
    stays: new Set(overlays.source(name).keys()),
    overlay: overlays.target(name),
    local: new Set(local),
  };
}

const byName = new Intl.Collator(undefined, { numeric: true }).compare;

/** A folder can do without: its files say which model they are of. */
function missingModels({ source, target }: SyncInput, items: readonly SyncItem[]): MissingModel[] {
  const users = new Map<string, string[]>();
  for (const { name, modelId, kind, source: own } of items) {
    if (!own || modelId === '' || target.models.has(modelId) || kind === 'same') continue;
    users.set(modelId, [...(users.get(modelId) ?? []), name]);
  }
  return Array.from(users, ([id, names]) => ({ id, isInSource: source.models.has(id), users: names }));
}

/** What is done where nobody says otherwise: nothing is deleted, and no conflict decided. */
export const isUsual = ({ kind }: SyncItem): boolean => kind === 'new' || kind === 'changed';

export function countsOf(plan: SyncPlan): ReadonlyMap<ItemKind, number> {
  const counts = new Map<ItemKind, number>();
  for (const { kind } of plan.items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
