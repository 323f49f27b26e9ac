// Why something in a plan cannot be done: a permission that the user lacks, a model that is nowhere, an editor that was not saved.
import * as vscode from 'vscode';
import type { Permission } from '../../core/permissions.ts';
import { denied } from '../../core/platform/denied.ts';
import type { SyncItem } from '../../core/sync/planItem.ts';
import type { SyncPlan } from '../../core/sync/planSync.ts';
import type { Remote } from '../platforms/remote.ts';
import { integrationUri } from '../platforms/remoteAddress.ts';

/** Undefined where nothing speaks against it. */
export function refusalOf(item: SyncItem, plan: SyncPlan, remote: Remote | undefined): string | undefined {
  if (!remote) return undefined;
  const { name } = item;
  const needed = permissionsFor(item);
  const [permission] = needed;
  if (permission && !needed.some((each) => remote.may(each))) return denied({ what: name, permission }).message;
  const missing = plan.missingModels.find(({ id }) => id === item.modelId);
  if (missing && !item.target && !missing.isInSource)
    return vscode.l10n.t(
      'Its model {0} is neither in {1} nor in {2}.',
      item.modelId,
      plan.source.label,
      plan.target.label,
    );
  const uri = integrationUri(remote.connection.id, name).toString();
  const isDirty = vscode.workspace.textDocuments.some(
    (document) => document.isDirty && document.uri.toString() === uri,
  );
  return isDirty ? vscode.l10n.t('It has unsaved changes in an editor. Save or revert them first.') : undefined;
}

/** One of them is enough. */
function permissionsFor({ kind, deletedIn, target }: SyncItem): readonly Permission[] {
  if (kind === 'removed' || deletedIn === 'source') return ['Integrations.deleteIntegration'];
  return target
    ? ['Integrations.updateIntegration', 'Integrations.updateIntegrationProperties']
    : ['Integrations.createIntegration'];
}

export function modelRefusal(id: string, remote: Remote | undefined): string | undefined {
  const permission = 'IntegrationModels.createIntegrationModel';
  return remote && !remote.may(permission) ? denied({ what: id, permission }).message : undefined;
}
