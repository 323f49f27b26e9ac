// What the status bar says of the integration that one is working on.
import * as l10n from '@vscode/l10n';
import type { Problem, Severity } from '../problem.ts';

export interface Status {
  /** With VS Code's icons. */
  readonly text: string;
  /** The same in words, for screen readers. */
  readonly label: string;
}

export function statusOf(modelId: string, isKnown: boolean, problems: readonly Problem[]): Status {
  const count = (severity: Severity): number => problems.filter((problem) => problem.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const name = plainIcons(modelId) || l10n.t('no model');
  const named = isKnown ? l10n.t('model {0}', name) : l10n.t('model {0}, which is not here', name);
  const found = [errors > 0 ? `$(error) ${errors}` : '', warnings > 0 ? `$(warning) ${warnings}` : ''].filter(Boolean);
  return {
    text: [isKnown ? '$(plug)' : '$(question)', name, ...(found.length > 0 ? found : ['$(check)'])].join(' '),
    label: l10n.t('Integration: {0}; {1} errors, {2} warnings', modelId === '' ? name : named, errors, warnings),
  };
}

/** A title such as `$(x)` is no icon. */
const plainIcons = (text: string): string => text.replaceAll('$(', '$\u200B(');
