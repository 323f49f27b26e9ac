// The variables of a form: those that the model declares as fields of their kind, all others as one map.
import * as l10n from '@vscode/l10n';
import type { Field, FormGroup } from '../form.ts';
import { nodeAt } from '../integration.ts';
import { asObject, type JsonObject } from '../json.ts';
import { startsWith, type Path } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import { connectionSchema } from '../schema.ts';
import { entriesOf } from './content.ts';
import { fieldOf } from './field.ts';
import { nestedGroups } from './groups.ts';
import { propertyOf, type FormSource } from './source.ts';

/** Shown only when the model declares some or the text holds something. */
export function variablesGroups(source: FormSource): FormGroup[] {
  const at = [...source.integration.connection, 'variables'];
  const schema = propertyOf(connectionSchema(source.model), 'variables');
  const [group, ...inner] = nestedGroups(source, schema, at);
  const others = otherVariables(source, schema, at);
  const fields = others ? [...group.fields, others] : group.fields;
  return [...(fields.length > 0 ? [{ ...group, fields }] : []), ...inner];
}

/** Its path is that of the object itself; what is declared is not among its entries. */
function otherVariables(source: FormSource, schema: JsonObject, at: Path): Field | undefined {
  const declared = Object.keys(asObject(schema['properties']));
  const entries = entriesOf(source, nodeAt(source.integration, at), declared);
  if (entries.length === 0) return undefined;
  const title = declared.length > 0 ? l10n.t('Other variables') : l10n.t('Names and values');
  const isOfDeclared = ({ path }: Problem): boolean =>
    startsWith(path, at) && path.length > at.length && declared.includes(String(path[at.length]));
  const problems = source.problems.filter((problem) => !isOfDeclared(problem));
  const field = fieldOf({ ...source, problems }, { type: 'object', title }, at, false);
  return field.kind === 'map' ? { ...field, entries } : field;
}
