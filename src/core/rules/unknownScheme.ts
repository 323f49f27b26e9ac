// Credentials under a name that the model does not have are never sent.
import * as l10n from '@vscode/l10n';
import { connectionValue } from '../integration.ts';
import { asObject, type JsonObject } from '../json.ts';
import type { Path } from '../pointer.ts';
import type { Fix } from '../problem.ts';
import type { Rule } from './rule.ts';

export const unknownScheme: Rule = (integration, { models }) => {
  const model = models.get(integration.modelId);
  if (!model) return [];
  const known = model.schemes.map((scheme) => scheme.name);
  const blocks = asObject(connectionValue(integration, 'authentication'));
  const at = [...integration.connection, 'authentication'];
  return Object.keys(blocks)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: 'unknown-scheme',
      severity: 'warning',
      message:
        known.length > 0
          ? l10n.t('The model has no security scheme "{0}". It has: {1}.', name, known.join(', '))
          : l10n.t('The model has no security scheme at all; "{0}" is never used.', name),
      path: [...at, name],
      fixes: fixesFor(at, name, blocks, known),
    }));
};

/** Another spelling of a scheme, or the place of the only one that is still free; else the block can only go. */
function fixesFor(at: Path, name: string, blocks: JsonObject, known: readonly string[]): Fix[] {
  const free = known.filter((each) => !Object.hasOwn(blocks, each));
  const alike =
    free.find((each) => each.toLowerCase() === name.toLowerCase()) ?? (free.length === 1 ? free[0] : undefined);
  const remove: Fix = { title: l10n.t('Remove "{0}"', name), path: [...at, name] };
  const value = blocks[name];
  if (alike === undefined || value === undefined) return [remove];
  return [{ title: l10n.t('Use "{0}"', alike), path: [...at, alike], value, also: [{ path: [...at, name] }] }, remove];
}
