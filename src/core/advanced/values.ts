// Values of an integration to choose from while one types, beyond those that the schema lists.
import * as l10n from '@vscode/l10n';
import type { IntegrationHead } from '../integration.ts';
import { isObject } from '../json.ts';
import type { Model } from '../model.ts';
import type { Path } from '../pointer.ts';
import { isSecret } from '../schema.ts';
import { referenceFor } from './blocks.ts';
import { connectionPath, fieldSchema, schemeAt } from './fieldSchema.ts';
import { serversOf, urlOf } from './servers.ts';
import { Stop } from './snippet.ts';

export interface Value {
  readonly value: string | number;
  readonly detail: string;
  /** What to write instead of the value itself, where something is left to fill in. */
  readonly template?: Stop;
}

export interface Known {
  readonly head: Pick<IntegrationHead, 'name' | 'modelId'>;
  readonly model: Model | undefined;
  readonly models: readonly Model[];
  /** The document's file name, without `.integration.json`. */
  readonly fileName: string;
}

/** `path` begins at the service document. */
export function valuesAt(path: Path, known: Known): Value[] {
  const schema = fieldSchema(known.model, path);
  if (schema && isSecret(schema)) return secretsFor(path, known);
  return makers[path.join('/')]?.(known) ?? scopesAt(path, known);
}

const connection = connectionPath.join('/');

const makers: Readonly<Record<string, (known: Known) => Value[]>> = {
  name: ({ fileName }) => (fileName === '' ? [] : [{ value: fileName, detail: l10n.t("the file's name") }]),
  'properties/id': ({ head }) => (head.name === '' ? [] : [{ value: head.name, detail: l10n.t('the same as "name"') }]),
  'properties/type': ({ models, head }) =>
    [...models]
      .sort((a, b) => Number(b.id === head.modelId) - Number(a.id === head.modelId))
      .map(({ id, description }) => ({ value: id, detail: firstLine(description) })),
  [`${connection}/server/protocol`]: () => [],
  [`${connection}/server/host`]: (known) => ofServers(known, ({ host }) => host),
  [`${connection}/server/port`]: (known) => ofServers(known, ({ port }) => port),
  [`${connection}/server/base_path`]: (known) => ofServers(known, ({ base_path }) => base_path),
  [`${connection}/version`]: ({ model }) => (model ? [{ value: model.version, detail: 'info.version' }] : []),
  'loggerProps/syslog/facility': () =>
    Array.from({ length: 8 }, (_, index) => ({ value: `local${index}`, detail: 'RFC 5424' })),
};

function ofServers(
  { model }: Known,
  pick: (server: ReturnType<typeof serversOf>[number]) => string | number | undefined,
): Value[] {
  if (!model) return [];
  const found = new Map<string | number, string>();
  for (const server of serversOf(model)) {
    const value = pick(server);
    if (value !== undefined && value !== '' && !found.has(value)) found.set(value, urlOf(server));
  }
  return [...found].map(([value, detail]) => ({ value, detail }));
}

/** A secret is no value to complete: what stands in the file is where it comes from. */
function secretsFor(path: Path, { head }: Known): Value[] {
  const own = referenceFor(head.name, path);
  return [
    { value: own, detail: l10n.t('value in the secret store') },
    { value: '${env:…}', detail: l10n.t('value of an environment variable'), template: referenceStop('${env:', '}') },
    {
      value: '$SECRET_… $KEY_…',
      detail: l10n.t("value in the platform's vault"),
      template: referenceStop('$SECRET_', ' $KEY_'),
    },
  ];
}

/** The name between the two is what one types. */
function referenceStop(before: string, after: string): Stop {
  return new Stop(before + 'NAME' + after + (after.endsWith('_') ? 'KEY' : ''));
}

/** All scopes stand in the schema as the default. */
function scopesAt(path: Path, { model }: Known): Value[] {
  const scheme = path.at(-1) === 'scope' ? schemeAt(model, path) : undefined;
  if (!isObject(scheme) || scheme.type !== 'oauth2') return [];
  return scheme.scopes.map((value) => ({ value, detail: l10n.t('one scope of the model') }));
}

const firstLine = (text: string): string => text.split('\n', 1)[0]?.slice(0, 80) ?? '';
