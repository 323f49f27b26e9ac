// Clones an integration into another home: from a folder or a platform to a folder or another platform.
import * as vscode from 'vscode';
import { changeText } from '../../core/edit.ts';
import { readIntegration } from '../../core/integration.ts';
import { asObject, get, type JsonObject } from '../../core/json.ts';
import { freeName, nameAt } from '../../core/secrets/cloneSecrets.ts';
import { broughtBack, setAside, type SecretValues } from '../../core/platform/backup.ts';
import { secretsBy } from '../../core/platform/hidden.ts';
import { serviceIn, withKnown } from '../../core/platform/masked.ts';
import type { PlatformConnection } from '../../core/platform/platform.ts';
import { prettyJson } from '../../core/prettyJson.ts';
import { parsePointer, type Path } from '../../core/pointer.ts';
import { isPlatformSecret, resolveReferences, writeReference } from '../../core/secrets/secrets.ts';
import type { SecretReference } from '../../core/world.ts';
import type { Face } from '../face.ts';
import { formViewType } from '../form/formViewType.ts';
import { homeOf } from '../homeOf.ts';
import { askFile, askName, createFile } from '../newFile.ts';
import { caution } from '../notify.ts';
import { ExpectedError } from '../expectedError.ts';
import { refusalThere } from './permitted.ts';
import { integrationUri, isRemote, modelUri, platformUri } from './remoteAddress.ts';
import { openFace } from '../reveal.ts';
import { hasSecret } from '../secrets/storeSecret.ts';
import { choosePermitted } from '../target.ts';
import { openRemote } from './importToPlatform.ts';
import { placesOf } from './restoreDeleted.ts';

export type CloneTarget = 'here' | vscode.WorkspaceFolder | PlatformConnection;

/** Where there is one place only, it is not asked for. */
export async function cloneTarget(face: Face, uri: vscode.Uri): Promise<CloneTarget> {
  const connections = face.connections.all.filter(({ id }) => id !== uri.authority || !isRemote(uri));
  const own = homeOf(uri);
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.toString() !== own);
  if (connections.length === 0 && !isRemote(uri)) return 'here';
  const here = isRemote(uri) ? vscode.l10n.t('The same platform') : vscode.l10n.t('The same folder');
  const items: (vscode.QuickPickItem & { readonly target: CloneTarget; readonly at: vscode.Uri })[] = [
    { label: `$(copy) ${here}`, target: 'here', at: uri },
    ...connections.map((target) => ({
      label: `$(server-environment) ${target.name}`,
      description: target.url,
      target,
      at: platformUri(target.id),
    })),
    ...folders.map((target) => ({ label: `$(root-folder) ${target.name}`, target, at: target.uri })),
  ];
  const refusalOf = ({ at }: (typeof items)[number]): string | undefined => refusalThere(face, 'cloneIntegration', at);
  return (await choosePermitted(items, vscode.l10n.t('Clone to where?'), refusalOf)).target;
}

export async function cloneElsewhere(
  face: Face,
  uri: vscode.Uri,
  target: vscode.WorkspaceFolder | PlatformConnection,
): Promise<void> {
  const text = await face.catalog.text(uri);
  const { name } = readIntegration(text);
  const source = await sourceOf(face, uri, text);
  if ('signIn' in target) await toPlatform(face, source, target, name);
  else await toFolder(face, source, target, name);
}

interface Source {
  /** Its secrets are empty, and their values beside it. */
  readonly service: JsonObject;
  readonly values: SecretValues;
  /** Pointers of secrets that this machine does not have. */
  readonly lost: readonly string[];
}

/** What one platform has encrypted, only that platform can read. */
async function sourceOf(face: Face, uri: vscode.Uri, text: string): Promise<Source> {
  const { name, service } = readIntegration(text);
  const document = asObject(get(serviceIn(text), ...service));
  const remote = isRemote(uri) ? await openRemote(face, { id: uri.authority }) : undefined;
  const pointers = remote ? await remote.secretPointers(name) : [];
  const aside = setAside(document, secretsBy(pointers));
  const known = await withKnown(aside, name, (reference) => face.secrets.read(reference, uri));
  const values = new Map<string, string>();
  const lost = [...known.backup.hidden];
  for (const [pointer, value] of known.values) {
    const { text: resolved, found } = await resolveReferences(value, (reference) => face.secrets.read(reference, uri));
    if (isPlatformSecret(resolved) || found.some((each) => each.value === undefined)) lost.push(pointer);
    else values.set(pointer, resolved);
  }
  return { service: known.backup.service, values, lost };
}

function renamed(service: JsonObject, name: string): JsonObject {
  const changes = [{ path: ['name'], value: name }, { path: ['properties', 'id'], value: name }, { path: ['_id'] }];
  return serviceIn(changeText(prettyJson(service), changes));
}

async function toPlatform(
  face: Face,
  { service, values, lost }: Source,
  target: PlatformConnection,
  name: string,
): Promise<void> {
  const remote = await openRemote(face, target);
  // Its list, opened just now, says more than the one that was chosen from.
  const refusal = refusalThere(face, 'cloneIntegration', platformUri(target.id));
  if (refusal !== undefined) throw new ExpectedError(refusal);
  const { modelId } = readIntegration(prettyJson(service));
  if (!remote.entries.has(modelUri(target.id, modelId).toString()))
    throw new ExpectedError(
      vscode.l10n.t('{0} does not have the model "{1}". Import it there first.', target.name, modelId),
    );
  const clone = await askName(
    face,
    integrationUri(target.id, ''),
    vscode.l10n.t('Name of the clone of {0}', name),
    name,
  );
  const backup = { service: renamed(service, clone), kept: [...values.keys()], hidden: lost };
  const made = await remote.documents.create(prettyJson(broughtBack(backup, values)), remote.signal);
  if (!made.ok) throw new ExpectedError(made.failure.message);
  await remote.know(made.value);
  tellLost(clone, lost);
  await openFace(integrationUri(target.id, clone), formViewType);
}

/** The values go into the secret store, the file gets references. */
async function toFolder(
  face: Face,
  { service, values, lost }: Source,
  folder: vscode.WorkspaceFolder,
  name: string,
): Promise<void> {
  const clone = await askName(face, folder.uri, vscode.l10n.t('Name of the clone of {0}', name), name);
  const target = await askFile(face, folder, clone);
  const text = prettyJson(renamed(service, clone));
  const integration = readIntegration(text);
  const kept: { path: Path; value: string; reference: SecretReference }[] = [];
  for (const [pointer, value] of values) {
    const path = parsePointer(pointer);
    const isTaken = async (key: string): Promise<boolean> =>
      kept.some(({ reference }) => reference.name === key) || hasSecret(face, key, target);
    kept.push({
      path,
      value,
      reference: { store: 'secret', name: await freeName(nameAt(integration, path), isTaken) },
    });
  }
  for (const { value, reference } of kept) await face.secrets.store(reference, value, target, 'home');
  const changes = kept.map(({ path, reference }) => ({ path, value: writeReference(reference) }));
  await createFile(target, changes.length > 0 ? changeText(text, changes) : text);
  tellLost(clone, lost);
  await openFace(target, formViewType);
}

function tellLost(name: string, lost: readonly string[]): void {
  if (lost.length === 0) return;
  void caution(
    vscode.l10n.t('{0} was cloned without secrets that this machine does not have: {1}.', name, placesOf(lost)),
  );
}
