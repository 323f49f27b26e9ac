// Gives a secret its value on this machine: for one folder, or for every folder on purpose.
import * as vscode from 'vscode';
import { samePath, type Path } from '../../core/pointer.ts';
import { writeReference } from '../../core/secrets/secrets.ts';
import type { KeptSecret, SecretPlace } from '../../core/secrets/secretStore.ts';
import { usesIn } from '../../core/secrets/secretUses.ts';
import { askSecret, secretFromFile } from '../secrets/askSecret.ts';
import { openEnvFile } from '../secrets/envFiles.ts';
import type { Face } from '../face.ts';
import { chosenFolder } from '../newFile.ts';
import { inform } from '../notify.ts';
import { ExpectedError } from '../expectedError.ts';
import { forgetTokens, secretItems, usersOf, type SecretItem } from '../secrets/secretItems.ts';
import { referenceOf, secretHome } from '../secrets/secrets.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import { ask, choose, uriOf } from '../target.ts';
import { requireSecrets } from '../trust.ts';

/** Of a document alone where one is given; with `path`, of the value at that place. */
export async function setSecret(face: Face, arg?: unknown, path?: unknown): Promise<void> {
  requireSecrets();
  const uri = uriOf(arg);
  const place = Array.isArray(path) ? (path as Path) : undefined;
  if (uri && (await wasEnvironment(face, uri, place))) return;
  const item = await chooseItem(face, uri, place);
  const given = await askValue(face, item);
  await face.secrets.store(item.used.reference, given.value, item.document, given.place);
  forgetTokens(face, item.used);
  void tell(item);
}

/** What only refers to the environment: its value is a line of the `.env` file, one that is missing before all. */
async function wasEnvironment(face: Face, uri: vscode.Uri, path: Path | undefined): Promise<boolean> {
  const here = usesIn(await face.catalog.text(uri)).filter((use) => !path || samePath(use.path, path));
  const references = here.map(({ reference }) => reference);
  if (references.length === 0 || references.some(({ store }) => store !== 'env')) return false;
  const lacking = await face.secrets.lacking(references, uri);
  const wanted = references.find((reference) => lacking.has(writeReference(reference))) ?? references[0];
  if (wanted) await openEnvFile(uri, wanted.name);
  return true;
}

async function chooseItem(face: Face, uri: vscode.Uri | undefined, path: Path | undefined): Promise<SecretItem> {
  const all = await secretItems(face, uri);
  const isHere = ({ used }: SecretItem): boolean =>
    used.uses.some((use) => use.uri === uri?.toString() && (!path || samePath(use.path, path)));
  const items = uri ? all.filter(isHere) : all;
  const [only, ...others] = items;
  if (only && uri && others.length === 0) return only;
  if (uri && !only)
    throw new ExpectedError(
      vscode.l10n.t('This integration refers to no secret yet. Type one into its form, and it is stored.'),
    );
  const question = vscode.l10n.t('Set which secret?');
  if (uri) return choose(items, question);
  const another: vscode.QuickPickItem = { label: vscode.l10n.t('$(add) Another Secret…') };
  const chosen = await choose<SecretItem | vscode.QuickPickItem>([...items, another], question);
  return 'used' in chosen ? chosen : newItem();
}

async function newItem(): Promise<SecretItem> {
  const folder = await chosenFolder();
  const validateInput = (text: string): string | undefined =>
    /^[^{}\s]+$/.test(text) ? undefined : vscode.l10n.t('A name has neither spaces nor braces.');
  const name = await ask({
    prompt: vscode.l10n.t('Name of the secret'),
    placeHolder: 'my-api/password',
    validateInput,
  });
  const document = vscode.Uri.joinPath(folder.uri, '.env');
  return { label: name, used: { reference: { store: 'secret', name }, uses: [] }, document, source: undefined };
}

interface Given {
  readonly value: string;
  readonly place: SecretPlace;
}

interface Way extends vscode.QuickPickItem {
  readonly run: () => Promise<Given>;
}

async function askValue(face: Face, item: SecretItem): Promise<Given> {
  const prompt = vscode.l10n.t('Value of {0}', item.label);
  const typed = async (place: SecretPlace): Promise<Given> => ({ value: await askSecret(prompt), place });
  // For test calls of this connection alone.
  if (isRemote(item.document)) return typed('home');
  const ways: Way[] = [
    {
      label: vscode.l10n.t('$(folder) Type It, for This Folder'),
      detail: vscode.l10n.t('Other folders that use the name keep a value of their own.'),
      run: () => typed('home'),
    },
    {
      label: vscode.l10n.t('$(globe) Type It, for Every Folder'),
      detail: vscode.l10n.t('Counts wherever a folder has no value of its own.'),
      run: () => typed('everywhere'),
    },
    {
      label: vscode.l10n.t('$(file) Read It From a File…'),
      detail: vscode.l10n.t('Keys and certificates keep their line breaks. For this folder.'),
      run: async () => ({ value: await secretFromFile(), place: 'home' }),
    },
    ...(await takenOver(face, item)),
  ];
  return (await choose(ways, prompt)).run();
}

/** A folder that was moved or cloned finds the values that it had under its old address. */
async function takenOver(face: Face, { used, document }: SecretItem): Promise<Way[]> {
  const homes = (await face.secrets.kept()).filter(({ home }) => home !== undefined && home !== secretHome(document));
  const ways = [...new Set(homes.map(({ home }) => home ?? ''))].map(async (home): Promise<Way[]> => {
    const value = homes.some((each) => each.home === home && isNamed(each, used))
      ? await face.secrets.readOf(home, used.reference)
      : undefined;
    if (value === undefined) return [];
    const detail = vscode.Uri.parse(home).fsPath;
    return [
      {
        label: vscode.l10n.t('$(copy) Copy the Value of Another Folder'),
        detail,
        run: () => Promise.resolve({ value, place: 'home' }),
      },
    ];
  });
  return (await Promise.all(ways)).flat();
}

const isNamed = (kept: KeptSecret, { reference }: SecretItem['used']): boolean =>
  writeReference(referenceOf(kept)) === writeReference(reference);

async function tell({ used }: SecretItem): Promise<void> {
  const copy = vscode.l10n.t('Copy Reference');
  const message = `${vscode.l10n.t('The secret is stored.')} ${usersOf(used)}`;
  const choice = await inform(message, ...(used.uses.length === 0 ? [copy] : []));
  if (choice === copy) await vscode.env.clipboard.writeText(writeReference(used.reference));
}
