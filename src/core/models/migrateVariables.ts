// What a newer document of a model does to the variables of an integration (`x-itential-variable`).
import * as l10n from '@vscode/l10n';
import { connectionValue, type Integration } from '../integration.ts';
import { asObject, get, type JsonObject } from '../json.ts';
import { addedTo, type Step } from './migrationStep.ts';
import type { Model } from '../model.ts';
import type { Path } from '../pointer.ts';
import { connectionSchema } from '../schema.ts';

/** Those that only the older document asked for; what its user has added stays. */
export function goneVariables(integration: Integration, before: Model, after: Model): Step[] {
  return addedTo(variablesOf(after), variablesOf(before))
    .filter((name) => connectionValue(integration, 'variables', name) !== undefined)
    .map((name) => ({
      note: l10n.t('The variable "{0}" is gone; its value is removed.', name),
      changes: [{ path: pathOf(integration, name) }],
    }));
}

/** Those that only the newer document asks for, added empty. */
export function newVariables(integration: Integration, before: Model, after: Model): Step[] {
  return addedTo(variablesOf(before), variablesOf(after))
    .filter((name) => connectionValue(integration, 'variables', name) === undefined)
    .map((name) => ({
      note: l10n.t('The variable "{0}" is new; fill it in.', name),
      changes: [{ path: pathOf(integration, name), value: '' }],
    }));
}

const variablesOf = (model: Model): JsonObject => asObject(get(connectionSchema(model), 'properties', 'variables'));
const pathOf = ({ connection }: Integration, name: string): Path => [...connection, 'variables', name];
