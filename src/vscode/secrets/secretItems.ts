// Secrets to choose from: what each is called, where its value is and who uses it.
import * as vscode from 'vscode';
import { shownReference, sourceInWords, type SecretSource } from '../../core/secrets/secretsTable.ts';
import { userNames, type UsedSecret } from '../../core/secrets/secretUses.ts';
import type { Face } from '../face.ts';
import { referenceOf } from './secrets.ts';
import { keptForPlatforms, secretsOutside, usedSecrets, type HomeSecrets } from './usedSecrets.ts';

export interface SecretItem extends vscode.QuickPickItem {
  readonly used: UsedSecret;
  /** A place in its folder. */
  readonly document: vscode.Uri;
  readonly source: SecretSource | undefined;
}

/** What can be kept in the secret store, used or not; of one document alone where one is given. */
export async function secretItems(face: Face, only?: vscode.Uri): Promise<SecretItem[]> {
  const others = only ? await secretsOutside(face, only) : await keptForPlatforms(face);
  const homes = [...(await usedSecrets(face)), ...others];
  const kept = only ? [] : await face.secrets.kept();
  const items = homes.flatMap((home) => {
    const used = home.secrets.filter(({ reference, uses }) => reference.store !== 'env' && isUsedBy(uses, only));
    const names = new Set(used.map(({ reference }) => shownKey(reference)));
    const unused = kept
      .filter((each) => each.home === home.home || each.home === undefined)
      .map(referenceOf)
      .filter((reference) => !names.has(shownKey(reference)));
    return [...used, ...unused.map((reference) => ({ reference, uses: [] }))].map((each) =>
      itemOf(face, home, each, homes.length > 1),
    );
  });
  // What is missing is what one most probably looks for.
  return (await Promise.all(items)).sort((a, b) => Number(a.source !== undefined) - Number(b.source !== undefined));
}

const shownKey = ({ store, name }: UsedSecret['reference']): string => `${store} ${name}`;

const isUsedBy = (uses: UsedSecret['uses'], only: vscode.Uri | undefined): boolean =>
  only === undefined || uses.some(({ uri }) => uri === only.toString());

async function itemOf(
  face: Face,
  { document, title }: HomeSecrets,
  used: UsedSecret,
  isOneOfMany: boolean,
): Promise<SecretItem> {
  const source = await face.secrets.source(used.reference, document);
  const state = source === undefined ? `$(warning) ${sourceInWords(source)}` : sourceInWords(source);
  return {
    label: used.reference.store === 'secret' ? used.reference.name : shownReference(used.reference),
    description: isOneOfMany ? `${state} · ${title}` : state,
    detail: usersOf(used),
    used,
    document,
    source,
  };
}

export function usersOf(used: UsedSecret): string {
  const names = userNames(used);
  return names.length === 0 ? vscode.l10n.t('Nothing refers to it.') : vscode.l10n.t('Used by {0}', names.join(', '));
}

/** Whether its value is in the secret store. */
export const isKept = ({ source }: SecretItem): boolean => source === 'home' || source === 'everywhere';

/** Tokens that were got with an old value; the next call of these documents asks for new ones. */
export function forgetTokens(face: Face, { uses }: UsedSecret): void {
  for (const uri of new Set(uses.map((use) => use.uri))) face.tokens.forget(uri);
}
