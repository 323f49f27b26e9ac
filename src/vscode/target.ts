// Finds what a command is meant for: the argument, the active editor, or what the user picks.
import * as vscode from 'vscode';
import { entriesOf, type IntegrationEntry, type ModelEntry } from '../core/catalog.ts';
import type { Model } from '../core/model.ts';
import type { Node } from '../core/nodes.ts';
import type { PlatformCommand } from '../core/platform/commandNeeds.ts';
import type { Face } from './face.ts';
import { plain } from './notify.ts';
import { refusalFor, requirePermitted } from './platforms/permitted.ts';
import { ExpectedError } from './expectedError.ts';
import { folderFirst, importFirst, integrationFirst } from './neededFirst.ts';

/**
 * The integration that `arg` (a tree node or a URI) or the active editor means, else the user's choice. One on which `command`
 * would be refused is refused here.
 */
export async function integrationFor(
  face: Face,
  arg: unknown,
  placeHolder: string,
  command?: PlatformCommand,
): Promise<vscode.Uri> {
  await face.catalog.load();
  const refusalOf = (uri: vscode.Uri): string | undefined => command && refusalFor(face, command, uri);
  const active = arg === undefined ? activeUri() : undefined;
  const isActive = active && (face.catalog.entry(active)?.kind === 'integration' || isIntegrationFile(active));
  const given = uriOf(arg) ?? (isActive ? active : undefined);
  if (!given) return chooseIntegration(face, entriesOf(face.catalog.homes, 'integration'), placeHolder, refusalOf);
  if (command) requirePermitted(face, command, given);
  return given;
}

/** One of the integrations of a model; the only one is not asked for. */
export async function integrationOf(face: Face, modelId: string, placeHolder: string): Promise<vscode.Uri> {
  const entries = entriesOf(face.catalog.homes, 'integration').filter((entry) => entry.modelId === modelId);
  const [only, ...others] = entries;
  return only && others.length === 0 ? vscode.Uri.parse(only.uri) : chooseIntegration(face, entries, placeHolder);
}

async function chooseIntegration(
  face: Face,
  entries: readonly IntegrationEntry[],
  placeHolder: string,
  refusalOf?: (uri: vscode.Uri) => string | undefined,
): Promise<vscode.Uri> {
  if (entries.length === 0) throw integrationFirst(face.catalog.homes);
  const items = entries.map((entry) => ({
    label: entry.name || entry.file,
    description: entry.modelId,
    detail: vscode.workspace.asRelativePath(vscode.Uri.parse(entry.uri)),
    entry,
  }));
  const chosen = await choosePermitted(byLabel(items), placeHolder, ({ entry }) =>
    refusalOf?.(vscode.Uri.parse(entry.uri)),
  );
  return vscode.Uri.parse(chosen.entry.uri);
}

/** The model that a tree node means, else the user's choice. */
export async function modelFor(
  face: Face,
  arg: unknown,
  placeHolder: string,
  command?: PlatformCommand,
): Promise<{ readonly model: Model; readonly entry: ModelEntry }> {
  await face.catalog.load();
  const entries = entriesOf(face.catalog.homes, 'model').flatMap((entry) =>
    entry.model ? [{ model: entry.model, entry }] : [],
  );
  const wanted = modelIdOf(arg) ?? modelIdAt(face, arg);
  const found = entries.find(({ model }) => model.id === wanted);
  if (found) return found;
  if (wanted !== undefined)
    throw importFirst(vscode.l10n.t('There is no model "{0}" here. Import its OpenAPI document first.', wanted));
  if (entries.length === 0 && face.catalog.homes.length === 0) throw folderFirst();
  if (entries.length === 0)
    throw importFirst(vscode.l10n.t('There is no model in this workspace yet. Import an OpenAPI document first.'));
  const items = entries.map((each) => ({
    label: each.model.title,
    description: each.model.version,
    detail: vscode.workspace.asRelativePath(vscode.Uri.parse(each.entry.uri)),
    each,
  }));
  const chosen = await choosePermitted(
    byLabel(items),
    placeHolder,
    ({ each }) => command && refusalFor(face, command, vscode.Uri.parse(each.entry.uri)),
  );
  return chosen.each;
}

const byLabel = <T extends vscode.QuickPickItem>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }));

/**
 * Shows a quick pick; leaving it is a cancellation. It stays where the focus goes elsewhere: VS Code gives the focus back
 * to a tree that is drawn anew, and so would close what somebody is about to answer.
 */
export async function choose<T extends vscode.QuickPickItem>(
  items: readonly T[],
  placeHolder: string,
  options: vscode.QuickPickOptions = {},
): Promise<T> {
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
    ...options,
  });
  if (!chosen) throw new vscode.CancellationError();
  return chosen;
}

/** What would be refused stands below the rest, with the reason. */
export async function choosePermitted<T extends vscode.QuickPickItem>(
  items: readonly T[],
  placeHolder: string,
  refusalOf: (item: T) => string | undefined,
): Promise<T> {
  const all = items.map((item) => ({ item, refusal: refusalOf(item) }));
  const open = all.filter(({ refusal }) => refusal === undefined).map((each) => ({ ...each.item, ...each }));
  const refused = all
    .filter(({ refusal }) => refusal !== undefined)
    .map((each) => ({ ...each.item, ...each, detail: each.refusal ?? '' }));
  const line = { label: vscode.l10n.t('Not permitted'), kind: vscode.QuickPickItemKind.Separator };
  const shown: (vscode.QuickPickItem | (typeof open)[number])[] = [
    ...open,
    ...(refused.length > 0 ? [line] : []),
    ...refused,
  ];
  const chosen = await choose(shown, placeHolder);
  if (!('item' in chosen)) throw new vscode.CancellationError();
  if (chosen.refusal !== undefined) throw new ExpectedError(chosen.refusal);
  return chosen.item;
}

/** Shows an input box; leaving it is a cancellation. */
export async function ask(options: vscode.InputBoxOptions): Promise<string> {
  const prompt = options.prompt === undefined ? {} : { prompt: plain(options.prompt) };
  const text = await vscode.window.showInputBox({ ignoreFocusOut: true, ...options, ...prompt });
  if (text === undefined) throw new vscode.CancellationError();
  return text;
}

export function uriOf(arg: unknown): vscode.Uri | undefined {
  if (arg instanceof vscode.Uri) return arg;
  const node = asNode(arg);
  return node?.kind === 'integration' ||
    node?.kind === 'broken' ||
    node?.kind === 'model' ||
    node?.kind === 'listedModel'
    ? vscode.Uri.parse(node.entry.uri)
    : undefined;
}

const isIntegrationFile = ({ path }: vscode.Uri): boolean => path.endsWith('.integration.json');

export function asNode(arg: unknown): Node | undefined {
  return typeof arg === 'object' && arg !== null && 'kind' in arg && 'id' in arg ? (arg as Node) : undefined;
}

function modelIdOf(arg: unknown): string | undefined {
  const node = asNode(arg);
  if (node?.kind === 'unknownModel') return node.modelId;
  return node && 'model' in node ? node.model.id : undefined;
}

/** Of a model's own document, or of an integration's. */
function modelIdAt(face: Face, arg: unknown): string | undefined {
  const uri = uriOf(arg);
  const entry = uri && face.catalog.entry(uri);
  return entry?.kind === 'model' ? entry.model?.id : entry?.modelId || undefined;
}

/** The document of the active tab, whichever of our faces shows it. */
export function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
}
