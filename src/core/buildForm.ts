// Builds the form of an integration from the schema of its model, its text and its problems.
import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import type { Field, FieldProblem, Form, FormGroup } from './form.ts';
import { connectionValue, nodeAt, type Integration } from './integration.ts';
import { isSyslogConfigured } from './logging/configured.ts';
import { asArray, asObject, asString, defineOwn, get, isObject, valueOf, type Json, type JsonObject } from './json.ts';
import type { Model } from './model.ts';
import { startsWith, toPointer, type Path } from './pointer.ts';
import type { Problem } from './problem.ts';
import { connectionSchema, isSecret, loggingSchema, schemeNote } from './schema.ts';
import { isPlatformSecret, referencesIn, writeReference } from './secrets.ts';
import type { SecretReference } from './world.ts';

export interface FormSource {
  readonly integration: Integration;
  readonly text: string;
  readonly model: Model | undefined;
  readonly problems: readonly Problem[];
  /** Whether this machine has the value of a reference. */
  readonly has: (reference: SecretReference) => boolean;
}

export function buildForm(source: FormSource): Form {
  const { integration, model } = source;
  const groups = [
    serverGroup(source),
    ...authenticationGroups(source),
    ...plainGroup(source, 'tls'),
    ...plainGroup(source, 'variables'),
  ];
  return {
    tabs: [
      { id: 'configuration', title: l10n.t('Configuration'), groups },
      { id: 'logging', title: l10n.t('Logging'), groups: loggingGroups(source) },
    ],
    unknown: unknownPaths(connectionSchema(model), connectionValue(integration), integration.connection).filter(
      (path) => path.at(integration.connection.length) !== 'variables',
    ),
  };
}

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
  return { ...group, fields: [...group.fields, version] };
}

function authenticationGroups(source: FormSource): FormGroup[] {
  const schema = propertyOf(connectionSchema(source.model), 'authentication');
  const at = [...source.integration.connection, 'authentication'];
  const blocks = Object.entries(asObject(schema['properties']));
  return blocks.flatMap(([name, value], index) => {
    const block = asObject(value);
    const scheme = source.model?.schemes[index];
    const groups = isObject(block['properties'])
      ? nestedGroups(source, block, [...at, name])
      : [loneFieldGroup(source, block, [...at, name])];
    const note = scheme ? schemeNote(scheme, index) : '';
    return groups.map((group, inner) => (note && inner === 0 ? { ...group, note } : group));
  });
}

/** A group of an object's own fields, and one more for each object inside it. */
function nestedGroups(source: FormSource, schema: JsonObject, at: Path): FormGroup[] {
  const inner = Object.entries(asObject(schema['properties'])).filter(([, value]) =>
    isObject(get(value, 'properties')),
  );
  const title = asString(schema['title']) ?? '';
  return [
    groupOf(source, schema, at),
    ...inner.map(([key, value]) => {
      const group = groupOf(source, asObject(value), [...at, key]);
      return { ...group, title: `${title}: ${group.title}` };
    }),
  ];
}

function loneFieldGroup(source: FormSource, schema: JsonObject, at: Path): FormGroup {
  const field = fieldOf(source, schema, at, false);
  return {
    ...groupHead(schema, at),
    description: '',
    fields: [{ ...field, title: l10n.t('Token'), description: asString(schema['description']) ?? '' }],
  };
}

/** A group of the connection; `variables` shows only when the model declares some or it holds something. */
function plainGroup(source: FormSource, key: string): FormGroup[] {
  const at = [...source.integration.connection, key];
  const declared = propertyOf(connectionSchema(source.model), key);
  const found = key === 'variables' ? Object.keys(asObject(connectionValue(source.integration, key))) : [];
  const properties: Record<string, Json> = {};
  for (const name of found) defineOwn(properties, name, { title: name, type: 'string' });
  for (const [name, schema] of Object.entries(asObject(declared['properties']))) defineOwn(properties, name, schema);
  const group = groupOf(source, { ...declared, properties }, at);
  return group.fields.length > 0 ? [group] : [];
}

function loggingGroups(source: FormSource): FormGroup[] {
  const at = [...source.integration.service, 'loggerProps'];
  const properties = asObject(loggingSchema['properties']);
  const field = (key: string): Field => fieldOf(source, asObject(properties[key]), [...at, key], false);
  const level = fieldOf(
    source,
    asObject(get(properties, 'syslog', 'properties', 'level')),
    [...at, 'syslog', 'level'],
    false,
  );
  const configured = isSyslogConfigured(get(source.integration.value, ...at, 'syslog'));
  const syslog = configured
    ? level
    : { ...level, disabled: l10n.t('Configure the syslog server in the Advanced View first.') };
  return [
    {
      id: `${toPointer(at)}#levels`,
      title: l10n.t('Log levels'),
      description: l10n.t('A level includes all more severe ones.'),
      fields: [field('log_level'), field('console_level'), syslog],
      commands: [
        { id: 'previewLog', title: l10n.t('Show what would be logged') },
        { id: 'openLog', title: l10n.t('Open log') },
        ...(configured ? [{ id: 'sendSyslogTest', title: l10n.t('Send syslog test message') } as const] : []),
      ],
    },
    {
      id: `${toPointer(at)}#file`,
      title: l10n.t('Log file'),
      description: '',
      fields: ['log_directory', 'log_filename', 'log_max_file_size', 'log_max_files'].map(field),
    },
  ];
}

function groupHead(schema: JsonObject, at: Path): Pick<FormGroup, 'id' | 'title' | 'description'> {
  return {
    id: toPointer(at),
    title: asString(schema['title']) ?? String(at.at(-1)),
    description: asString(schema['description']) ?? '',
  };
}

function groupOf(source: FormSource, schema: JsonObject, at: Path): FormGroup {
  const required = asArray(schema['required']);
  const scalars = Object.entries(asObject(schema['properties'])).filter(
    ([, value]) => !isObject(get(value, 'properties')),
  );
  return {
    ...groupHead(schema, at),
    fields: scalars.map(([key, value]) => fieldOf(source, asObject(value), [...at, key], required.includes(key))),
  };
}

function fieldOf(source: FormSource, schema: JsonObject, path: Path, required: boolean): Field {
  const node = nodeAt(source.integration, path);
  const base = {
    path,
    title: asString(schema['title']) ?? String(path.at(-1)),
    description: asString(schema['description']) ?? '',
    required,
    present: node !== undefined,
    problems: problemsAt(source.problems, path),
  };
  return node && !fits(schema, node)
    ? { ...base, kind: 'raw', value: rawText(source, schema, node) }
    : { ...base, ...content(source, schema, node) };
}

/** Whether a control of the schema's kind can show the value that is there. */
function fits(schema: JsonObject, node: Node): boolean {
  const types = asArray(schema['enum']).length > 0 ? ['string'] : [schema['type']].flat();
  if (node.type === 'null') return types.includes('null');
  if (node.type === 'object' || node.type === 'array') return false;
  return types.includes(node.type) || (node.type === 'number' && types.includes('integer'));
}

/** A secret of an unexpected shape is still a secret. */
function rawText({ text }: FormSource, schema: JsonObject, node: Node): string {
  return isSecret(schema) ? '••••••' : text.slice(node.offset, node.offset + node.length);
}

type Content<F extends Field = Field> = F extends Field
  ? Omit<F, 'path' | 'title' | 'description' | 'required' | 'present' | 'disabled' | 'problems'>
  : never;

function content(source: FormSource, schema: JsonObject, node: Node | undefined): Content {
  const fallback = schema['default'];
  const value = valueOf(node);
  if (isSecret(schema)) return secretContent(source, asString(value) ?? '', schema);
  if (Array.isArray(schema['enum'])) {
    const options = schema['enum'].filter((item): item is string => typeof item === 'string');
    return {
      kind: 'choice',
      value: asString(value) ?? '',
      default: asString(fallback) ?? '',
      options: withCurrent(options, asString(value)),
    };
  }
  const types = [schema['type']].flat();
  if (types.includes('boolean'))
    return { kind: 'switch', value: (value ?? fallback) === true, default: fallback === true };
  if (types.includes('integer') || types.includes('number')) return numberContent(source, schema, node);
  return {
    kind: 'text',
    value: asString(value) ?? '',
    default: asString(fallback) ?? '',
    multiline: schema['contentMediaType'] !== undefined,
  };
}

/** A value outside the list is shown too, or the form would hide what the text says. */
function withCurrent(options: readonly string[], current: string | undefined): { value: string; label: string }[] {
  const foreign =
    current !== undefined && !options.includes(current)
      ? [{ value: current, label: l10n.t('{0} (not allowed)', current) }]
      : [];
  return [...options.map((value) => ({ value, label: value })), ...foreign];
}

function numberContent({ text }: FormSource, schema: JsonObject, node: Node | undefined): Content {
  const bound = (key: 'minimum' | 'maximum'): object => (typeof schema[key] === 'number' ? { [key]: schema[key] } : {});
  const fallback = schema['default'];
  return {
    kind: 'number',
    value: node?.type === 'number' ? text.slice(node.offset, node.offset + node.length) : '',
    default: typeof fallback === 'number' ? String(fallback) : '',
    ...bound('minimum'),
    ...bound('maximum'),
  };
}

function secretContent(source: FormSource, value: string, schema: JsonObject): Content {
  const multiline = schema['contentMediaType'] !== undefined;
  const references = referencesIn(value);
  if (references.length > 0) {
    const state = references.every(source.has) ? 'stored' : 'missing';
    return { kind: 'secret', state, shown: references.map(writeReference).join(' '), multiline };
  }
  if (isPlatformSecret(value))
    return { kind: 'secret', state: 'platform', shown: value.startsWith('$ENC') ? '$ENC…' : value, multiline };
  return { kind: 'secret', state: value === '' ? 'empty' : 'literal', shown: '', multiline };
}

/** A problem belongs to the field of its value, or to the field that holds its value. */
function problemsAt(problems: readonly Problem[], path: Path): FieldProblem[] {
  return problems
    .filter((problem) => startsWith(problem.path, path))
    .map(({ severity, message, fixes = [] }) => ({ severity, message, fixes: fixes.map((fix) => fix.title) }));
}

/** What the schema has no place for, as high up as possible. */
function unknownPaths(schema: JsonObject, value: Json | undefined, at: Path): Path[] {
  const known = asObject(schema['properties']);
  if (!isObject(schema['properties']) || !isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    Object.hasOwn(known, key) ? unknownPaths(asObject(known[key]), item, [...at, key]) : [[...at, key]],
  );
}

const propertyOf = (schema: JsonObject, key: string): JsonObject => asObject(get(schema, 'properties', key));
