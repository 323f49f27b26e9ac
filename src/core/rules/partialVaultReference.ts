// The platform replaces a vault reference only where it is the whole value; anything else is sent as it stands.
import * as l10n from '@vscode/l10n';
import type { Fix } from '../problem.ts';
import type { Path } from '../pointer.ts';
import { isPartialVaultReference } from '../secrets/secrets.ts';
import { referringIn } from './referringIn.ts';
import type { Rule } from './rule.ts';

export const partialVaultReference: Rule = (integration) =>
  referringIn(integration)
    .filter(({ text }) => isPartialVaultReference(text))
    .map(({ path, text }) => ({
      code: 'vault-reference-partial',
      severity: 'error',
      message: l10n.t(
        'The platform reads a vault reference only when it is the entire value: "$SECRET_path $KEY_key". Keep a prefix such as "Token " in the vault, too.',
      ),
      path,
      fixes: fixesFor(path, text),
    }));

function fixesFor(path: Path, text: string): Fix[] {
  const [reference, ...others] = text.match(/\$SECRET_[^\s$]+ \$KEY_[^\s$]+/g) ?? [];
  if (reference === undefined || others.length > 0) return [];
  return [{ title: l10n.t('Keep only the reference'), path, value: reference }];
}
