// Builds the form of an integration from the schema of its model, its text and its problems.
import * as l10n from '@vscode/l10n';
import type { Field, Form, FormGroup } from '../form.ts';
import { authenticationGroups } from './authentication.ts';
import { fieldOf } from './field.ts';
import { groupOf, nestedGroups } from './groups.ts';
import { loggingGroups } from './logging.ts';
import { serviceGroup } from './service.ts';
import { propertyOf, type FormSource } from './source.ts';
import { unknownPaths } from './unknown.ts';
import { variablesGroups } from './variables.ts';
import { toPointer } from '../pointer.ts';
import { connectionSchema } from '../schema.ts';

export function buildForm(source: FormSource): Form {
  const { integration, model } = source;
  const tls = nestedGroups(source, propertyOf(connectionSchema(model), 'tls'), [...integration.connection, 'tls']);
  const groups = [
    serverGroup(source),
    ...authenticationGroups(source),
    ...tls,
    ...variablesGroups(source),
    serviceGroup(source),
  ];
  const shown = (all: readonly FormGroup[]): FormGroup[] => all.map((group) => withLocks(group, source));
  return {
    tabs: [
      { id: 'configuration', title: l10n.t('Configuration'), groups: shown(groups) },
      { id: 'logging', title: l10n.t('Logging'), groups: shown(loggingGroups(source)) },
    ],
    unknown: unknownPaths(integration, model),
  };
}

const withLocks = (group: FormGroup, { isLocked }: FormSource): FormGroup => ({
  ...group,
  fields: group.fields.map((field) => (isLocked?.(field.path) ? { ...field, locked: true } : field)),
});

/** Every field of a form, for looking one up by its path. */
export function fieldsOf(form: Form): Field[] {
  return form.tabs.flatMap((tab) => tab.groups.flatMap((group) => group.fields));
}

/** As in Itential's own form, the version stands with the server although its key is a level higher. */
function serverGroup(source: FormSource): FormGroup {
  const schema = connectionSchema(source.model);
  const { connection } = source.integration;
  const group = groupOf(source, propertyOf(schema, 'server'), [...connection, 'server']);
  const version = fieldOf(source, propertyOf(schema, 'version'), [...connection, 'version'], false);
  const host = toPointer([...connection, 'server', 'host']);
  const fields = group.fields.map((field) =>
    field.kind === 'text' && toPointer(field.path) === host ? { ...field, splitsUrl: true as const } : field,
  );
  return { ...group, fields: [...fields, version] };
}
