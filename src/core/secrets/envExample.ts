// The names of secrets as a `.env.example`, which goes into git in the place of the values.
import * as l10n from '@vscode/l10n';
import { readDotenv } from './secrets.ts';
import { userNames, type UsedSecret } from './secretUses.ts';

/** `before` is the file as it is: what stands in it stays, and only names that it lacks are added. */
export function envExample(before: string, secrets: readonly UsedSecret[]): string {
  const known = readDotenv(before);
  const wanted = secrets.filter(({ reference: { store, name } }) => store === 'env' && !known.has(name));
  const lines = wanted.flatMap((secret) => [`# ${usedBy(secret)}`, `${secret.reference.name}=`]);
  const kept = secrets.filter(
    ({ reference: { store, name } }) => store === 'secret' && !before.includes(keptLine(name)),
  );
  const notes =
    kept.length === 0 ? [] : ['', `# ${keptHeading()}`, ...kept.map(({ reference: { name } }) => keptLine(name))];
  const head = before.trim() === '' ? [`# ${heading()}`, ''] : [before.trimEnd()];
  return lines.length + notes.length === 0 && before !== '' ? before : [...head, ...lines, ...notes, ''].join('\n');
}

const heading = (): string =>
  l10n.t('Names that the integrations read. Copy this file to .env, keep that out of git, and fill in the values.');

const keptHeading = (): string =>
  l10n.t('In the secret store of VS Code; each person enters them once, with "Integrations: Set Secret":');

const keptLine = (name: string): string => `#   ${name}`;

const usedBy = (secret: UsedSecret): string => userNames(secret).join(', ').replaceAll(/\s+/g, ' ');
