// What can be done with the whole text of an integration: mend all that is clear, convert it, sort its keys.
import * as l10n from '@vscode/l10n';
import { setValues, type Edit } from '../edit.ts';
import type { Model } from '../model.ts';
import { changesOf, type Problem } from '../problem.ts';
import { convert } from './convert.ts';
import { sortKeys } from './sortKeys.ts';

export interface SourceAction {
  /** Kinds of VS Code's code actions: users name them in settings and keybindings. */
  readonly kind: 'source.fixAll.integration' | 'source.sortKeys.integration' | 'refactor.rewrite.integration';
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Only what changes something. */
export function sourceActions(
  text: string,
  problems: readonly Problem[],
  models: ReadonlyMap<string, Model>,
): SourceAction[] {
  const all: readonly SourceAction[] = [
    { kind: 'source.fixAll.integration', title: l10n.t('Fix All'), edits: fixAll(text, problems) },
    {
      kind: 'refactor.rewrite.integration',
      title: l10n.t('Convert to Current Shape'),
      edits: convert(text, models),
    },
    {
      kind: 'source.sortKeys.integration',
      title: l10n.t('Sort Keys as the Platform Does'),
      edits: sortKeys(text),
    },
  ];
  return all.filter(({ edits }) => edits.length > 0);
}

/** Problems of these kinds say exactly what is wrong: when they have one way out only, it is the right one. */
const clear = [
  ...['id-is-not-name', 'type-is-not-model', 'value-not-allowed', 'schema'],
  ...['protocol-unknown', 'host-missing', 'host-not-plain', 'port-invalid'],
];

export function fixAll(text: string, problems: readonly Problem[]): Edit[] {
  const changes = problems.flatMap(({ code, fixes = [] }) => {
    const [only, ...others] = fixes;
    return only && others.length === 0 && clear.includes(code) ? changesOf(only) : [];
  });
  return changes.length > 0 ? setValues(text, changes) : [];
}
