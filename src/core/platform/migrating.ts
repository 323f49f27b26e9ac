// What the replacement of a model does to an integration of it, with every secret followed to where it goes.
import { migrate } from '../models/migrate.ts';
import { changeText } from '../edit.ts';
import { readIntegration } from '../integration.ts';
import type { JsonObject } from '../json.ts';
import type { Model } from '../model.ts';
import { outlineBroughtBack, putIn, setAside, type Backup, type SecretValues } from './backup.ts';
import { comparable, type IsSecret } from './hidden.ts';
import { serviceIn } from './masked.ts';
import { configurationOf } from './planSave.ts';
import { prettyJson } from '../prettyJson.ts';
import { newService } from './recreate.ts';
import type { Goal, SavedIntegration } from './replacement.ts';

export interface Migrated {
  /** What happens to it, for people. */
  readonly notes: readonly string[];
  readonly service: JsonObject;
}

/** Pure: of equal documents it makes equal ones. */
export type Migrate = (service: JsonObject) => Migrated;

export function migrateService(service: JsonObject, before: Model, after: Model): Migrated {
  const text = prettyJson(service);
  const { notes, changes } = migrate(readIntegration(text), before, after);
  return { notes, service: changes.length === 0 ? service : serviceIn(changeText(text, changes)) };
}

export interface Saved {
  readonly saved: SavedIntegration;
  readonly values: Readonly<Record<Goal, SecretValues>>;
  readonly notes: readonly string[];
}

/** Stands where a secret stood while the document is migrated, so that it is found where it went, hidden or not. */
const mark = '\uE000secret ';

export function saveIntegration(name: string, service: JsonObject, isSecret: IsSecret, change: Migrate): Saved {
  const { backup: old, values } = setAside(service, isSecret);
  const places = [...old.kept, ...old.hidden];
  const marks = new Map(places.map((pointer, index) => [pointer, `${mark}${index}`]));
  const migrated = change(putIn(old.service, marks));
  // What the platform calls a secret where it was, it may not where it goes.
  const after = setAside(migrated.service, (path, text) => text.startsWith(mark) || isSecret(path, text));
  const moved: Record<string, string> = {};
  const added = new Map<string, string>();
  for (const [pointer, text] of after.values) {
    const from = text.startsWith(mark) ? places[Number(text.slice(mark.length))] : undefined;
    if (from === undefined) added.set(pointer, text);
    else moved[pointer] = from;
  }
  const isHidden = (pointer: string): boolean => old.hidden.includes(moved[pointer] ?? '');
  const pointers = [...after.values.keys()];
  const backup: Backup = {
    service: after.backup.service,
    kept: pointers.filter((pointer) => !isHidden(pointer)),
    hidden: pointers.filter(isHidden),
  };
  const saved = { name, old, new: backup, moved };
  return { saved, values: { old: values, new: new Map([...added, ...movedTo(saved, values)]) }, notes: migrated.notes };
}

/** Secrets of the former document, at their places in the new one. */
export function movedTo({ moved }: Pick<SavedIntegration, 'moved'>, values: SecretValues): SecretValues {
  const found = Object.entries(moved).map(([to, from]) => [to, values.get(from)] as const);
  return new Map(found.flatMap(([to, value]) => (value === undefined ? [] : [[to, value]])));
}

/** The other way round. */
export function movedBack({ moved }: Pick<SavedIntegration, 'moved'>, values: SecretValues): SecretValues {
  const found = Object.entries(moved).map(([to, from]) => [from, values.get(to)] as const);
  return new Map(found.flatMap(([from, value]) => (value === undefined ? [] : [[from, value]])));
}

/**
 * Whether a document is what a backup says, whatever the values of its secrets and the platform's own tokens are; one that
 * was made from it may lack what nobody had any more.
 */
export function isAs(backup: Backup, values: SecretValues | undefined, current: Backup, of = whole): boolean {
  const now = outline(of(current.service));
  const outlines = [backup.service, outlineBroughtBack(backup, values ?? new Map<string, string>())];
  return outlines.some((service) => outline(of(service)) === now);
}

/** A migration changes the connection configuration alone. */
export const isChanged = ({ old, new: after }: SavedIntegration): boolean =>
  outline(configurationOf(old.service)) !== outline(configurationOf(after.service));

const whole = (service: JsonObject): JsonObject => newService(service);

const outline = (service: JsonObject): string => comparable(service, () => false);
