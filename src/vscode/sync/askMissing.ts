// Asks for what a target has no value for: secrets that this machine lacks or a platform hides, hosts of an environment.
import * as vscode from 'vscode';
import type { Json } from '../../core/json.ts';
import { resolveReferences } from '../../core/secrets/secrets.ts';
import type { Put } from '../../core/sync/leaves.ts';
import type { Decision } from '../../core/sync/runSync.ts';
import type { ReadSecret, Side } from '../../core/sync/side.ts';
import { placeText } from '../../core/platform/hidden.ts';
import { confirm, plain, someOf } from '../notify.ts';

/** What was typed, by integration; and which integrations are left alone. */
export interface Answers {
  readonly typed: ReadonlyMap<string, readonly Put[]>;
  readonly skipped: ReadonlySet<string>;
}

interface Lack {
  readonly name: string;
  readonly pointer: string;
  readonly isSecret: boolean;
}

/** Undefined when somebody leaves the question. */
export async function askMissing(
  decisions: readonly Decision[],
  target: string,
  secret: ReadSecret,
): Promise<Answers | undefined> {
  const lacks = (await Promise.all(decisions.map((decision) => lacksOf(decision, secret)))).flat();
  if (lacks.length === 0) return { typed: new Map(), skipped: new Set() };
  const enter = vscode.l10n.t('Enter Them');
  const leave = vscode.l10n.t('Go On Without Them');
  const skip = vscode.l10n.t('Skip These Integrations');
  const question =
    lacks.length === 1
      ? vscode.l10n.t('A value for {0} is missing here', target)
      : vscode.l10n.t('{0} values for {1} are missing here', lacks.length, target);
  const detail = vscode.l10n.t(
    'Without them they are left out, never written empty: {0}. Whether the platform keeps a hidden secret that is left out is not documented.',
    someOf(lacks.map(({ name, pointer }) => `${name}: ${placeText(pointer)}`)),
  );
  const choice = await confirm(question, detail, enter, leave, skip);
  if (choice === undefined) return undefined;
  if (choice === skip) return { typed: new Map(), skipped: new Set(lacks.map(({ name }) => name)) };
  const typed = new Map<string, readonly Put[]>();
  if (choice === leave) return { typed, skipped: new Set() };
  for (const lack of lacks) {
    const value = await askValue(lack, target);
    if (value === undefined) return undefined;
    if (value !== '')
      typed.set(lack.name, [...(typed.get(lack.name) ?? []), { pointer: lack.pointer, value: typedAs(lack, value) }]);
  }
  return { typed, skipped: new Set() };
}

function askValue({ name, pointer, isSecret }: Lack, target: string): Thenable<string | undefined> {
  const prompt = vscode.l10n.t('{0}: {1} for {2} (empty: leave it out)', name, placeText(pointer), target);
  return vscode.window.showInputBox({ prompt: plain(prompt), password: isSecret, ignoreFocusOut: true });
}

/** A port is a number. */
const typedAs = ({ pointer }: Lack, text: string): Json =>
  /\/server\/port$/.test(pointer) && /^\d{1,5}$/.test(text) ? Number(text) : text;

async function lacksOf({ item, does, chosen }: Decision, secret: ReadSecret): Promise<Lack[]> {
  const { name, missing, source, target } = item;
  if (does !== 'write' || item.to === 'folder') return [];
  const isSecret = (pointer: string): boolean =>
    source?.isSecret(pointer) === true || target?.isSecret(pointer) === true;
  const hidden = await Promise.all(
    hiddenIn(target)
      .filter((pointer) => !chosen.has(pointer))
      .map(async (pointer) => ((await knownValue(source, pointer, secret)) === undefined ? [pointer] : [])),
  );
  return [...missing, ...hidden.flat()].map((pointer) => ({ name, pointer, isSecret: isSecret(pointer) }));
}

const hiddenIn = (side: Side | undefined): string[] =>
  side?.hides === true
    ? [...side.leaves].flatMap(([pointer, value]) => (value === '' && side.isSecret(pointer) ? [pointer] : []))
    : [];

/** What the source's reference stands for on this machine. */
export async function knownValue(
  source: Side | undefined,
  pointer: string,
  secret: ReadSecret,
): Promise<string | undefined> {
  const text = source?.place === 'folder' ? source.leaves.get(pointer) : undefined;
  if (typeof text !== 'string' || text === '') return undefined;
  const { text: resolved, found } = await resolveReferences(text, secret);
  return found.length === 0 || found.some(({ value }) => value === undefined) ? undefined : resolved;
}
