// A `security` that names a scheme which the document does not define asks for credentials that nobody can give.
import * as l10n from '@vscode/l10n';
import { get } from '../../json.ts';
import { namesIn } from '../requirements.ts';
import type { Finding, Rule } from '../rule.ts';

export const undefinedScheme: Rule = {
  id: 'undefined-scheme',
  severity: 'warning',
  find: ({ document, operations, schemes }) => {
    const known = new Set(schemes.map(({ name }) => name));
    const places = [{ value: document, path: [] as (string | number)[] }, ...operations];
    const found = new Map<string, Finding>();
    for (const { value, path } of places) {
      const security = get(value, 'security');
      if (security === undefined) continue;
      for (const [index, names] of namesIn(security).entries())
        for (const name of names)
          if (!known.has(name) && !found.has(name))
            found.set(name, toFinding(name, [...path, 'security', index, name]));
    }
    return [...found.values()];
  },
};

const toFinding = (name: string, path: Finding['path']): Finding => ({
  message: l10n.t(
    'The security scheme "{0}" is not defined in this document, so its credentials are never sent.',
    name,
  ),
  path,
});
