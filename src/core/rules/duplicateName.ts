// Names are unique on the platform, whatever the model.
import * as l10n from '@vscode/l10n';
import type { Rule } from './rule.ts';

export const duplicateName: Rule = ({ name, service }, { namesakes }) => {
  const count = namesakes(name);
  if (name === '' || count < 2) return [];
  const message = l10n.t(
    '{0} integrations are called "{1}". The platform keeps one of a name; rename the others.',
    count,
    name,
  );
  return [{ code: 'duplicate-name', severity: 'error', message, path: [...service, 'name'] }];
};
