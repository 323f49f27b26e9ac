// What a newer document of a model means for the integrations made from the older one, and the edits that bring them along.
import * as l10n from '@vscode/l10n';
import { connectionValue, toModelKey, type Integration } from './integration.ts';
import { asObject, get, isObject, type Json, type JsonObject } from './json.ts';
import type { Model, SecurityScheme } from './model.ts';
import type { Path } from './pointer.ts';
import type { Change } from './problem.ts';
import { connectionSchema, schemeTitle } from './schema.ts';
import { emptyBlock } from './newIntegration.ts';

export interface ModelChanges {
  readonly operationsGone: readonly string[];
  readonly operationsNew: readonly string[];
  readonly schemesGone: readonly SecurityScheme[];
  readonly schemesNew: readonly SecurityScheme[];
  /** Same name, another kind: credentials of the old kind do not fit. */
  readonly schemesChanged: readonly SecurityScheme[];
}

export function compareModels(before: Model, after: Model): ModelChanges {
  const without = (all: readonly string[], others: readonly string[]): string[] =>
    all.filter((each) => !others.includes(each));
  const ids = (model: Model): string[] => model.operations.map(({ id }) => id);
  const old = new Map(before.schemes.map((scheme) => [scheme.name, scheme]));
  const now = new Map(after.schemes.map((scheme) => [scheme.name, scheme]));
  return {
    operationsGone: without(ids(before), ids(after)),
    operationsNew: without(ids(after), ids(before)),
    schemesGone: before.schemes.filter(({ name }) => !now.has(name)),
    schemesNew: after.schemes.filter(({ name }) => !old.has(name)),
    schemesChanged: after.schemes.filter(
      (scheme) => old.has(scheme.name) && kindOf(scheme) !== kindOf(old.get(scheme.name)),
    ),
  };
}

export interface Migration {
  /** What happens to the integration, for people; the model's new id goes without saying. */
  readonly notes: readonly string[];
  readonly changes: readonly Change[];
}

/** The edits that make an integration of `before` one of `after`, keeping every value that still has a place. */
export function migrate(integration: Integration, before: Model, after: Model): Migration {
  const changes = compareModels(before, after);
  const steps = [
    ...renamedSchemes(integration, changes),
    ...goneFields(integration, before, after, changes),
    ...newBlocks(integration, after, changes),
  ];
  const { service, connection } = integration;
  const renamed: Change[] = [
    { path: [...service, 'model'], value: toModelKey(after.id) },
    { path: [...service, 'properties', 'type'], value: after.id },
    { path: [...connection, 'version'], value: after.version },
  ];
  const all = [...(before.id === after.id ? [] : renamed), ...steps.flatMap((step) => step.changes)];
  return {
    notes: steps.map(({ note }) => note),
    changes: all.filter(({ path, value }) => get(integration.value, ...path) !== value),
  };
}

interface Step {
  readonly note: string;
  readonly changes: readonly Change[];
}

/** One scheme gone and one new of the same kind is the same scheme under another name: its credentials move along. */
function renamed({
  schemesGone,
  schemesNew,
}: ModelChanges): readonly [from: SecurityScheme, to: SecurityScheme] | undefined {
  const [gone, ...more] = schemesGone;
  const same = schemesNew.filter((scheme) => gone && kindOf(scheme) === kindOf(gone));
  return gone && more.length === 0 && same.length === 1 && same[0] ? [gone, same[0]] : undefined;
}

function renamedSchemes(integration: Integration, changes: ModelChanges): Step[] {
  const pair = renamed(changes);
  const value = pair && connectionValue(integration, 'authentication', pair[0].name);
  if (!pair || value === undefined) return [];
  const [from, to] = pair;
  const at = (name: string): Path => [...integration.connection, 'authentication', name];
  const note = l10n.t('The security scheme "{0}" is now called "{1}"; its credentials move along.', from.name, to.name);
  return [{ note, changes: [{ path: at(to.name), value }, { path: at(from.name) }] }];
}

/** Values whose place is gone: of schemes without a successor, and of fields that a scheme no longer has. */
function goneFields(integration: Integration, before: Model, after: Model, changes: ModelChanges): Step[] {
  const moved = renamed(changes)?.[0].name;
  const authentication = asObject(connectionValue(integration, 'authentication'));
  return before.schemes.flatMap(({ name }) => {
    if (name === moved || authentication[name] === undefined) return [];
    const path = [...integration.connection, 'authentication', name];
    if (!after.schemes.some((scheme) => scheme.name === name)) {
      return [
        { note: l10n.t('The security scheme "{0}" is gone; its credentials are removed.', name), changes: [{ path }] },
      ];
    }
    return goneKeys(authentication[name], blockOf(before, name), blockOf(after, name)).map((key) => ({
      note: l10n.t('"{0}" of the security scheme "{1}" is gone.', key, name),
      changes: [{ path: [...path, key] }],
    }));
  });
}

function goneKeys(value: Json | undefined, before: JsonObject, after: JsonObject): string[] {
  const known = asObject(before['properties']);
  const kept = asObject(after['properties']);
  return Object.keys(asObject(value)).filter((key) => Object.hasOwn(known, key) && !Object.hasOwn(kept, key));
}

/** Blocks and fields that must be filled in now, added empty. */
function newBlocks(integration: Integration, after: Model, changes: ModelChanges): Step[] {
  const moved = renamed(changes)?.[1].name;
  const added = [...changes.schemesNew, ...changes.schemesChanged].filter(({ name }) => name !== moved);
  return added.map((scheme) => ({
    note: l10n.t('The security scheme "{0}" ({1}) is new; fill in its credentials.', scheme.name, schemeTitle(scheme)),
    changes: blockChanges(integration, scheme.name, emptyBlock(blockOf(after, scheme.name))),
  }));
}

/** What is there already stays. */
function blockChanges(integration: Integration, name: string, block: Json): Change[] {
  const path = [...integration.connection, 'authentication', name];
  const present = connectionValue(integration, 'authentication', name);
  if (!isObject(present) || !isObject(block)) return [{ path, value: block }];
  const missing = Object.entries(block).filter(([key]) => !Object.hasOwn(present, key));
  return missing.map(([key, value]) => ({ path: [...path, key], value }));
}

const blockOf = (model: Model, name: string): JsonObject =>
  asObject(get(connectionSchema(model), 'properties', 'authentication', 'properties', name));

const kindOf = (scheme: SecurityScheme | undefined): string =>
  scheme?.type === 'oauth2' ? `oauth2 ${scheme.flow}` : (scheme?.type ?? '');
