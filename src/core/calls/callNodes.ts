// The rows of the "Calls" view as plain data: the last sweep, then every call, the newest first.
import type { PastCall } from './history.ts';
import type { Sweep, SweepResult } from './sweepResult.ts';

export type CallNode = SweepNode | SweepResultNode | CallsNode | PastCallNode;

export interface SweepNode {
  readonly kind: 'sweep';
  readonly id: string;
  readonly sweep: Sweep;
}
export interface SweepResultNode {
  readonly kind: 'sweepResult';
  readonly id: string;
  readonly result: SweepResult;
}
/** The calls of one integration, where there are several. */
export interface CallsNode {
  readonly kind: 'calls';
  readonly id: string;
  readonly calls: readonly PastCall[];
}
export interface PastCallNode {
  readonly kind: 'call';
  readonly id: string;
  readonly call: PastCall;
}

/** The top: calls stand below their integration as soon as there is more than one. */
export function callRoots(
  calls: readonly PastCall[],
  sweep: Sweep | undefined,
  filter: string,
  matching: readonly PastCall[] = calls.filter((each) => callMatches(each, filter)),
): readonly CallNode[] {
  const owners = new Map<string, PastCall[]>();
  for (const call of matching) {
    const own = owners.get(call.owner);
    if (own) own.push(call);
    else owners.set(call.owner, [call]);
  }
  const several = new Set(calls.map(({ owner }) => owner)).size > 1;
  const rows = several
    ? [...owners].map(([owner, own]): CallNode => ({ kind: 'calls', id: `calls ${owner}`, calls: own }))
    : [...owners.values()].flat().map(callNode);
  return [...sweepNodes(sweep, filter), ...rows];
}

export function callChildren(node: CallNode, filter: string): readonly CallNode[] {
  if (node.kind === 'calls') return node.calls.map(callNode);
  return node.kind === 'sweep' ? resultNodes(node.sweep, filter) : [];
}

const callNode = (call: PastCall): PastCallNode => ({ kind: 'call', id: `call ${call.id}`, call });

function sweepNodes(sweep: Sweep | undefined, filter: string): readonly CallNode[] {
  return sweep && resultNodes(sweep, filter).length > 0 ? [{ kind: 'sweep', id: 'sweep', sweep }] : [];
}

const order: readonly SweepResult['kind'][] = ['failed', 'broken', 'cancelled', 'skipped', 'passed'];

/** What needs a look first; within that, the integrations' own order. */
function resultNodes({ results }: Sweep, filter: string): readonly SweepResultNode[] {
  return results
    .filter((result) => matches(filter, ...Object.values({ ...result, owner: '' }).map(String)))
    .toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))
    .map((result) => ({ kind: 'sweepResult', id: `swept ${result.owner}`, result }));
}

/** Names, addresses, answers and explanations count. Without a filter nothing is looked at, which would redact all bodies. */
export function callMatches({ report }: PastCall, filter: string): boolean {
  if (filter === '') return true;
  const { integration, operation, request, response, problems } = report;
  const answer =
    typeof response === 'string' ? [response] : [`${response.status} ${response.statusText}`, response.body];
  const sent = request ? [`${request.method} ${request.url}`, request.body] : [];
  return matches(filter, integration, operation, ...sent, ...answer, ...problems.map(({ message }) => message));
}

function matches(filter: string, ...texts: readonly string[]): boolean {
  const wanted = filter.toLowerCase();
  return wanted === '' || texts.some((text) => text.toLowerCase().includes(wanted));
}
