// The edits that bring the integrations of a model along to a newer document of it.
import * as l10n from '@vscode/l10n';
import { connectionValue, toModelKey, type Integration } from '../integration.ts';
import { asObject, get, isObject, type Json, type JsonObject } from '../json.ts';
import type { Model, SecurityScheme } from '../model.ts';
import { addedTo, type Step } from './migrationStep.ts';
import { goneVariables, newVariables } from './migrateVariables.ts';
import { compareModels, kindOf, type ModelChanges } from './modelChanges.ts';
import { emptyBlock } from '../newIntegration.ts';
import type { Path } from '../pointer.ts';
import type { Change } from '../problem.ts';
import { connectionSchema, schemeTitle } from '../schema.ts';

export interface Migration {
  /** What happens to the integration, for people; the model's new id goes without saying. */
  readonly notes: readonly string[];
  readonly changes: readonly Change[];
}

/** The edits that make an integration of `before` one of `after`, keeping every value that still has a place. */
export function migrate(integration: Integration, before: Model, after: Model): Migration {
  // In a broken text nobody can tell where a change belongs.
  if (integration.errors.length > 0)
    return { notes: [l10n.t('Its JSON cannot be read, so it stays as it is.')], changes: [] };
  const changes = compareModels(before, after);
  const steps = [
    ...renamedSchemes(integration, changes),
    ...goneFields(integration, before, after, changes),
    ...newBlocks(integration, after, changes),
    ...newFields(integration, before, after, changes),
    ...goneVariables(integration, before, after),
    ...newVariables(integration, before, after),
    ...otherServer(integration, before, after),
    ...otherScheme(before, after),
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
    return goneFrom(authentication[name], blockOf(before, name), blockOf(after, name)).map((keys) => ({
      note: l10n.t('"{0}" of the security scheme "{1}" is gone.', keys.join('.'), name),
      changes: [{ path: [...path, ...keys] }],
    }));
  });
}

/** Fields of a scheme's block, and its further parameters, each by its path. */
function goneFrom(block: Json | undefined, before: JsonObject, after: JsonObject): string[][] {
  const own = goneKeys(block, before, after);
  if (own.includes('parameters')) return own.map((key) => [key]);
  const parameters = goneKeys(get(block, 'parameters'), parametersOf(before), parametersOf(after));
  return [...own.map((key) => [key]), ...parameters.map((key) => ['parameters', key])];
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

/** Fields that a scheme has gained without becoming another one, added empty. */
function newFields(integration: Integration, before: Model, after: Model, changes: ModelChanges): Step[] {
  return after.schemes.flatMap((scheme) => {
    const present = connectionValue(integration, 'authentication', scheme.name);
    const same = before.schemes.some(({ name }) => name === scheme.name) && !changes.schemesChanged.includes(scheme);
    if (!same || !isObject(present)) return [];
    const [old, now] = [blockOf(before, scheme.name), blockOf(after, scheme.name)];
    const own = addedTo(old, now).map((key) => [key]);
    const parameters = addedTo(parametersOf(old), parametersOf(now)).map((key) => ['parameters', key]);
    const added = old['properties'] && parametersOf(old)['properties'] ? [...own, ...parameters] : own;
    return added.flatMap((path) => newField(integration, scheme.name, path, now));
  });
}

function newField(integration: Integration, scheme: string, path: readonly string[], block: JsonObject): Step[] {
  if (connectionValue(integration, 'authentication', scheme, ...path) !== undefined) return [];
  const schema = asObject(get(block, ...path.flatMap((key) => ['properties', key])));
  const at = [...integration.connection, 'authentication', scheme, ...path];
  const note = l10n.t('"{0}" of the security scheme "{1}" is new; fill it in.', path.join('.'), scheme);
  return [{ note, changes: [{ path: at, value: get(schema, 'default') ?? emptyBlock(schema) }] }];
}

const parametersOf = (block: JsonObject): JsonObject => asObject(get(block, 'properties', 'parameters'));

/** An integration with the old default goes along; one with a server of its own keeps it. */
function otherServer(integration: Integration, before: Model, after: Model): Step[] {
  const fields = ['protocol', 'host', 'port', 'base_path'] as const;
  const changed = fields.filter((field) => before.server[field] !== after.server[field]);
  if (changed.length === 0) return [];
  const hadDefault = fields.every(
    (field) => (connectionValue(integration, 'server', field) ?? '') === (before.server[field] ?? ''),
  );
  const address = addressOf(after);
  if (!hadDefault || after.server.host === '')
    return [
      { note: l10n.t('The server of the model is now {0}; this integration keeps its own.', address), changes: [] },
    ];
  const changes = changed.map((field): Change => {
    const path = [...integration.connection, 'server', field];
    const value = after.server[field];
    return value === undefined ? { path } : { path, value };
  });
  return [{ note: l10n.t('The server becomes {0}.', address), changes }];
}

function addressOf({ server: { protocol, host, port, base_path } }: Model): string {
  return `${protocol}://${host}${port === undefined ? '' : `:${port}`}${base_path}`;
}

/** Of several schemes the platform takes the first, and the order may have changed. */
function otherScheme({ schemes: [old] }: Model, { schemes: [now] }: Model): Step[] {
  if (!old || !now || old.name === now.name) return [];
  return [
    {
      note: l10n.t('The platform now uses the security scheme "{0}" instead of "{1}".', now.name, old.name),
      changes: [],
    },
  ];
}

const blockOf = (model: Model, name: string): JsonObject =>
  asObject(get(connectionSchema(model), 'properties', 'authentication', 'properties', name));
