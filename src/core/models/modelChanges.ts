// What a newer document of a model has gained, lost and changed.
import type { Model, SecurityScheme } from '../model.ts';

export interface ModelChanges {
  readonly operationsGone: readonly string[];
  readonly operationsNew: readonly string[];
  readonly schemesGone: readonly SecurityScheme[];
  readonly schemesNew: readonly SecurityScheme[];
  /** Same name, another kind: credentials of the old kind do not fit. */
  readonly schemesChanged: readonly SecurityScheme[];
}

export function compareModels(before: Model, after: Model): ModelChanges {
  const without = (all: readonly string[], others: readonly string[]): string[] =>
    all.filter((each) => !others.includes(each));
  const ids = (model: Model): string[] => model.operations.map(({ id }) => id);
  const old = new Map(before.schemes.map((scheme) => [scheme.name, scheme]));
  const now = new Map(after.schemes.map((scheme) => [scheme.name, scheme]));
  return {
    operationsGone: without(ids(before), ids(after)),
    operationsNew: without(ids(after), ids(before)),
    schemesGone: before.schemes.filter(({ name }) => !now.has(name)),
    schemesNew: after.schemes.filter(({ name }) => !old.has(name)),
    schemesChanged: after.schemes.filter(
      (scheme) => old.has(scheme.name) && kindOf(scheme) !== kindOf(old.get(scheme.name)),
    ),
  };
}

/** Credentials fit schemes of one kind. */
export const kindOf = (scheme: SecurityScheme | undefined): string =>
  scheme?.type === 'oauth2' ? `oauth2 ${scheme.flow}` : (scheme?.type ?? '');
