// What `x-itential-parameters` adds to the requests for tokens and keys, with the values of the integration.
import * as l10n from '@vscode/l10n';
import { get, type Json } from '../../json.ts';
import type { SchemeParameter, SecurityScheme } from '../../model.ts';
import { failed, ok, type Header, type Outcome } from '../../request.ts';
import type { Refusal } from '../scheme.ts';

export interface ExtraParameters {
  readonly header: readonly Header[];
  readonly query: readonly Header[];
  readonly body: readonly (readonly [name: string, value: Json])[];
}

export const noParameters: ExtraParameters = { header: [], query: [], body: [] };

/** Those for one kind of request. One without a value is left out: which ones a provider needs is not declared. */
export function extraParameters(
  { name: scheme, parameters = [] }: SecurityScheme,
  use: 'token' | 'refresh' | 'key',
  credentials: Json | undefined,
  variables: Json | undefined,
): Outcome<ExtraParameters, Refusal> {
  const known = parameters
    .filter(({ useIn }) => useIn.includes(use))
    .map((parameter) => ({ parameter, value: valueOf(parameter, credentials, variables) }));
  const wrong = known.find(({ parameter, value }) => parameter.in === 'header' && !isSendable(value));
  if (wrong) return failed(unsendable(wrong.parameter, scheme));
  const at = (place: SchemeParameter['in']): [string, Json][] =>
    known.flatMap(({ parameter, value }) =>
      parameter.in === place && value !== undefined ? [[parameter.name, value]] : [],
    );
  const texts = (place: SchemeParameter['in']): Header[] => at(place).map(([name, value]) => [name, textOf(value)]);
  return ok({ header: texts('header'), query: texts('query'), body: at('body') });
}

function valueOf(
  { name, variable }: SchemeParameter,
  credentials: Json | undefined,
  variables: Json | undefined,
): Json | undefined {
  const value = variable === undefined ? get(credentials, 'parameters', name) : get(variables, variable);
  return value === null || value === '' ? undefined : value;
}

export const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const isSendable = (value: Json | undefined): boolean =>
  value === undefined || /^[\t\x20-\x7e\x80-\xff]*$/.test(textOf(value));

function unsendable({ name, variable }: SchemeParameter, scheme: string): Refusal {
  const message = l10n.t('"{0}" holds a line break or a character that an HTTP header cannot carry.', variable ?? name);
  const path = variable === undefined ? ['authentication', scheme, 'parameters', name] : ['variables', variable];
  return { code: 'credential-not-sendable', message, path, from: 'connection' };
}
