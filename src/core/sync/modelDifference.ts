// How a model that both homes have differs, in a few words: an integration that fits one may not fit the other.
import * as l10n from '@vscode/l10n';
import type { Model } from '../model.ts';
import { compareModels } from '../models/modelChanges.ts';

/** Undefined where nothing that integrations depend on differs. */
export function modelDifference(source: Model, target: Model): string | undefined {
  const { operationsGone, operationsNew, schemesGone, schemesNew, schemesChanged } = compareModels(target, source);
  const schemes = [...schemesGone, ...schemesNew, ...schemesChanged].map(({ name }) => name);
  const parts = [
    operationsNew.length > 0 ? l10n.t('{0} operations only in the source', operationsNew.length) : '',
    operationsGone.length > 0 ? l10n.t('{0} operations only in the target', operationsGone.length) : '',
    schemes.length > 0 ? l10n.t('security schemes: {0}', schemes.join(', ')) : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : l10n.t('its model differs ({0})', parts.join(', '));
}
