// What mends a value that does not fit the schema, where that can be told from the schema and the value.
import * as l10n from '@vscode/l10n';
import type { Integration } from '../integration.ts';
import { asArray, asString, get, isObject, type Json, type JsonObject } from '../json.ts';
import type { Model } from '../model.ts';
import { startsWith, type Path } from '../pointer.ts';
import type { Fix, Problem } from '../problem.ts';
import { leftOutInWords, serverChanges, splitUrl } from '../form/splitUrl.ts';
import { connectionPath, fieldSchema } from './fieldSchema.ts';

/** The problem with its fixes; one that has some already, or that is of no place of the schema, as it is. */
export function withFixes(problem: Problem, integration: Integration, model: Model | undefined): Problem {
  const { service, value } = integration;
  if (problem.fixes || !startsWith(problem.path, service)) return problem;
  const within = problem.path.slice(service.length);
  const schema = within.length === 0 ? fieldSchema(model, []) : fieldSchema(model, within);
  const found = get(value, ...problem.path);
  if (!schema || found === undefined) return problem;
  const fixes = [
    ...(problem.code === 'value-not-allowed' ? allowed(schema, found, problem.path) : []),
    ...(problem.code === 'schema' ? mendable({ problem, schema, found, within, integration, model }) : []),
  ];
  return fixes.length > 0 ? { ...problem, fixes } : problem;
}

interface Subject {
  readonly problem: Problem;
  readonly schema: JsonObject;
  readonly found: Json;
  readonly within: Path;
  readonly integration: Integration;
  readonly model: Model | undefined;
}

function mendable(subject: Subject): Fix[] {
  if (isObject(subject.found)) return absent(subject);
  const isHost = subject.within.join('/') === [...connectionPath, 'server', 'host'].join('/');
  return isHost ? addressInHost(subject) : otherType(subject);
}

/** More alternatives are no help. */
const most = 8;

function allowed(schema: JsonObject, found: Json, path: Path): Fix[] {
  const values = schema['const'] === undefined ? asArray(schema['enum']) : [schema['const']];
  const lower = (value: Json): string => JSON.stringify(value).toLowerCase();
  const alike = values.filter((value) => lower(value) === lower(found));
  const offered = alike.length > 0 ? alike : values.slice(0, most);
  return offered.map((value) => ({ title: use(value), path, value }));
}

const use = (value: Json): string => l10n.t('Use {0}', JSON.stringify(value));

/** The service has one problem for each property that is missing. */
function absent({ problem, schema, found, within, integration, model }: Subject): Fix[] {
  return asArray(schema['required'])
    .filter((key) => typeof key === 'string')
    .filter((key) => get(found, key) === undefined && problem.message.includes(JSON.stringify(key)))
    .flatMap((key): Fix[] => {
      const value = valueFor([...within, key], integration, model);
      if (value === undefined) return [];
      return [{ title: l10n.t('Add "{0}"', key), path: [...problem.path, key], value }];
    });
}

function valueFor(path: Path, { name, modelId }: Integration, model: Model | undefined): Json | undefined {
  if (path.join('/') === 'properties/id') return name || undefined;
  if (path.join('/') === 'properties/type') return modelId || undefined;
  const schema = fieldSchema(model, path);
  return get(schema, 'const') ?? get(schema, 'default');
}

/** As if the text had been pasted into the form. */
function addressInHost({ found, integration }: Subject): Fix[] {
  const parts = splitUrl(asString(found) ?? '');
  if (!parts || /[{}]/.test(parts.host)) return [];
  const [first, ...also] = serverChanges([...integration.connection, 'server'], parts);
  const title = [l10n.t('Split the address into its parts'), leftOutInWords(parts)].filter(Boolean).join('. ');
  return first ? [{ title, ...first, also }] : [];
}

/** A number or a boolean in quotes, and the other way round. */
function otherType({ schema, found, problem }: Subject): Fix[] {
  const types = [schema['type']].flat();
  const value = types.map((type) => as(type, found)).find((each) => each !== undefined);
  return value === undefined ? [] : [{ title: use(value), path: problem.path, value }];
}

function as(type: Json | undefined, found: Json): Json | undefined {
  if (type === 'boolean') return found === 'true' || found === 'false' ? found === 'true' : undefined;
  if (type === 'integer')
    return typeof found === 'string' && /^(0|[1-9]\d{0,9})$/.test(found) ? Number(found) : undefined;
  return type === 'string' && typeof found === 'number' ? String(found) : undefined;
}
