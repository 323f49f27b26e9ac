// Looks at the models that both homes have and that integrations of a plan are made from.
import * as vscode from 'vscode';
import { entriesOf } from '../../core/catalog.ts';
import type { Model } from '../../core/model.ts';
import { modelDifference } from '../../core/sync/modelDifference.ts';
import type { SyncPlan } from '../../core/sync/planSync.ts';
import type { Face } from '../face.ts';
import { homeWith } from './syncScope.ts';

/** Documents have megabytes: of more models than these, the integrations must do. */
const most = 20;

/** By the ids of models, what differs. */
export async function differingModels(face: Face, plan: SyncPlan): Promise<ReadonlyMap<string, string>> {
  const { source, target, items } = plan;
  const ids = new Set(items.filter(({ kind, source: own }) => own && kind !== 'same').map(({ modelId }) => modelId));
  const both = [...ids].filter((id) => source.models.has(id) && target.models.has(id)).slice(0, most);
  const found = new Map<string, string>();
  for (const id of both) {
    const [one, other] = [await modelOf(face, source.id, id), await modelOf(face, target.id, id)];
    const text = one && other && modelDifference(one, other);
    if (text !== undefined) found.set(id, text);
  }
  return found;
}

async function modelOf(face: Face, home: string, id: string): Promise<Model | undefined> {
  const entry = () => {
    const own = homeWith(face, home);
    return own && entriesOf([own], 'model').find(({ model, listed }) => (model?.id ?? listed) === id);
  };
  const known = entry();
  if (known?.listed !== undefined && !known.model) await face.connections.readModel(vscode.Uri.parse(known.uri));
  return entry()?.model;
}
