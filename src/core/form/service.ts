// What a form shows of the service document around the connection: a description, and who may use it.
import * as l10n from '@vscode/l10n';
import frame from '../../../schemas/integration.json';
import type { FormGroup } from '../form.ts';
import { asObject, get, type JsonObject } from '../json.ts';
import { toPointer, type Path } from '../pointer.ts';
import { fieldOf } from './field.ts';
import type { FormSource } from './source.ts';

export function serviceGroup(source: FormSource): FormGroup {
  const at = source.integration.service;
  const field = (...path: string[]) => fieldOf(source, schemaAt(path), [...at, ...path], false);
  return {
    id: `${toPointer(at)}#service`,
    title: l10n.t('Service'),
    description: l10n.t('What the platform keeps of the integration beside its connection.'),
    fields: [field('description'), field('properties', 'groups'), field('properties', 'brokers')],
  };
}

function schemaAt(path: Path): JsonObject {
  return asObject(get(frame, ...path.flatMap((key) => ['properties', key])));
}
