// A validator's errors as a short list of faults: those of one cause are one fault, with the first place and their number.
import * as l10n from '@vscode/l10n';
import type { ErrorObject } from 'ajv';
import { get } from '../../json.ts';
import { parsePointer, type Path } from '../../pointer.ts';
import type { Kind } from '../../models/shapes.ts';
import type { Subject } from '../subject.ts';
import { kindAt } from '../../models/walk.ts';
import { isOthers } from './others.ts';

export interface Fault {
  readonly error: ErrorObject;
  readonly path: Path;
  readonly count: number;
}

export function faultsOf(errors: readonly ErrorObject[], subject: Subject): readonly Fault[] {
  const faults = new Map<string, Fault>();
  for (const error of errors) {
    const path = placeOf(error);
    if (isOthers(error, path, subject)) continue;
    const key = JSON.stringify([kindOf(path), error.schemaPath, nameIn(error)]);
    const known = faults.get(key);
    faults.set(key, known ? { ...known, count: known.count + 1 } : { error, path, count: 1 });
  }
  return [...faults.values()];
}

/** What it is, or what it stands in: the validator's own paths begin anew at each reference. */
const kindOf = (path: Path): Kind | undefined => kindAt(path) ?? kindAt(path.slice(0, -1));

/** A superfluous property is shown itself, a missing one at its object. */
function placeOf(error: ErrorObject): Path {
  const path = parsePointer(error.instancePath);
  const superfluous = error.keyword === 'additionalProperties' || error.keyword === 'unevaluatedProperties';
  return superfluous ? [...path, nameIn(error)] : path;
}

/** The property that the error is about. */
function nameIn(error: ErrorObject): string {
  const keys = ['missingProperty', 'additionalProperty', 'unevaluatedProperty', 'propertyName'];
  return keys.map((key) => paramOf(error, key)).find((name) => name !== '') ?? '';
}

export const paramOf = ({ params }: ErrorObject, key: string): string => {
  const value = get(params, key) ?? '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** In words; where ours fail, the validator's. */
export function explainFault({ error, path }: Fault): string {
  const name = nameIn(error);
  const subject = String(path.at(-1) ?? l10n.t('The document'));
  switch (error.keyword) {
    case 'required':
      return l10n.t('"{0}" is missing in {1}.', name, nameOf(path));
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return l10n.t('"{0}" is not allowed in {1}.', name, nameOf(path.slice(0, -1)));
    case 'type':
      return l10n.t('"{0}" must be of the type {1}.', subject, typesIn(error));
    case 'enum':
      return l10n.t('"{0}" must be one of {1}.', subject, listOf(get(error.params, 'allowedValues')));
    case 'const':
      return l10n.t('"{0}" must be {1}.', subject, JSON.stringify(get(error.params, 'allowedValue')));
    case 'pattern':
      return l10n.t('"{0}" does not have the expected form {1}.', subject, paramOf(error, 'pattern'));
    default:
      return l10n.t('"{0}" {1}.', subject, error.message ?? error.keyword);
  }
}

const listOf = (values: unknown): string =>
  Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(', ') : '';

const typesIn = (error: ErrorObject): string =>
  paramOf(error, 'type')
    .replaceAll(/[[\]"]/g, '')
    .replaceAll(',', ', ');

/** `200 (response)`, where it is known what stands at the path; items of a list have no name of their own. */
function nameOf(path: Path): string {
  const key = path.at(-1);
  if (key === undefined) return l10n.t('the document');
  const kind = kindAt(path);
  const name = /^\d+$/.test(String(key)) && kind === 'parameter' ? `${path.at(-2) ?? ''}[${key}]` : String(key);
  return kind ? `${name} (${kindNames()[kind]})` : name;
}

const kindNames = (): Readonly<Record<Kind, string>> => ({
  document: l10n.t('document'),
  components: l10n.t('components'),
  pathItem: l10n.t('path'),
  operation: l10n.t('operation'),
  parameter: l10n.t('parameter'),
  body: l10n.t('request body'),
  response: l10n.t('response'),
  mediaType: l10n.t('media type'),
  encoding: l10n.t('encoding'),
  schema: l10n.t('schema'),
  callback: l10n.t('callback'),
  scheme: l10n.t('security scheme'),
  example: l10n.t('example'),
  link: l10n.t('link'),
});
