// The authentication of a form: a block for each scheme of the model, of which the platform uses one.
import * as l10n from '@vscode/l10n';
import type { Alternative, FormGroup } from '../form.ts';
import { nodeAt } from '../integration.ts';
import { asObject, asString, type Json, type JsonObject } from '../json.ts';
import { toPointer, type Path } from '../pointer.ts';
import { connectionSchema, schemeNote } from '../schema.ts';
import { fieldOf } from './field.ts';
import { groupHead, nestedGroups } from './groups.ts';
import { isBlock, propertyOf, type FormSource } from './source.ts';

export function authenticationGroups(source: FormSource): FormGroup[] {
  const schema = propertyOf(connectionSchema(source.model), 'authentication');
  const at = [...source.integration.connection, 'authentication'];
  const blocks = Object.entries(asObject(schema['properties']));
  return blocks.flatMap(([name, value], index) => {
    const groups = schemeGroups(source, asObject(value), [...at, name], index);
    return blocks.length < 2
      ? groups
      : groups.map((group) => ({ ...group, alternative: alternativeOf(at, name, value, index) }));
  });
}

function schemeGroups(source: FormSource, block: JsonObject, at: Path, index: number): FormGroup[] {
  const scheme = source.model?.schemes[index];
  const note = scheme ? schemeNote(scheme, index) : '';
  const groups = isBlock(block) ? nestedGroups(source, block, at) : [loneFieldGroup(source, block, at)];
  return groups.map((group, inner) => (note && inner === 0 ? { ...group, note } : group));
}

/** With several schemes only one is worth the room: the first, which is the one that the platform uses. */
function alternativeOf(at: Path, name: string, block: Json, index: number): Alternative {
  const title = asString(asObject(block)['title']) ?? name;
  const label = index === 0 ? title : l10n.t('{0} – not used by the platform', title);
  return { of: toPointer(at), id: toPointer([...at, name]), title: l10n.t('Scheme'), label };
}

/** A token stands without a block, or in one that holds nothing but it. */
function loneFieldGroup(source: FormSource, schema: JsonObject, at: Path): FormGroup {
  const inBlock = nodeAt(source.integration, [...at, 'value'])?.type === 'string';
  const field = fieldOf(source, schema, inBlock ? [...at, 'value'] : at, false);
  return {
    ...groupHead(schema, at),
    description: '',
    fields: [{ ...field, title: l10n.t('Token'), description: asString(schema['description']) ?? '' }],
  };
}
