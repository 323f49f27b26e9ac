// What becomes of the secrets of an integration in its clone: shared, copied under names of its own, or left out.
import { changeText } from '../edit.ts';
import type { Integration } from '../integration.ts';
import { connectionValue, readIntegration } from '../integration.ts';
import type { Path } from '../pointer.ts';
import type { Change } from '../problem.ts';
import { mapReferences, referencesIn, secretName, textsIn } from './secrets.ts';

/** `share`: both refer to one value. `copy`: the clone gets the same values under its own names. `leaveOut`: it has none. */
export type SecretTreatment = 'share' | 'copy' | 'leaveOut';

export interface ClonedSecrets {
  readonly text: string;
  /** Values to store under new names. */
  readonly copies: readonly { readonly from: string; readonly to: string }[];
  /** Plain secrets that the text had and that are to be stored instead. */
  readonly moved: readonly { readonly value: string; readonly to: string }[];
}

/** The paths of texts that refer to the secret store. */
export function secretPaths({ connection, ...integration }: Integration): Path[] {
  return [...textsIn(connectionValue({ connection, ...integration }), connection)]
    .filter(({ text }) => referencesIn(text).some(({ store }) => store === 'secret'))
    .map(({ path }) => path);
}

/** `text` is the clone's under its new name, `literals` the paths of secrets in plain text in it. */
export async function cloneSecrets(
  text: string,
  treatment: SecretTreatment,
  literals: readonly Path[],
  isTaken: (name: string) => Promise<boolean>,
): Promise<ClonedSecrets> {
  if (treatment === 'share') return { text, copies: [], moved: [] };
  const integration = readIntegration(text);
  if (treatment === 'leaveOut') {
    const changes = [...secretPaths(integration), ...literals].map((path) => ({ path, value: '' }));
    return { text: changeText(text, changes), copies: [], moved: [] };
  }
  return copySecrets(text, integration, literals, isTaken);
}

async function copySecrets(
  text: string,
  integration: Integration,
  literals: readonly Path[],
  isTaken: (name: string) => Promise<boolean>,
): Promise<ClonedSecrets> {
  const names = new Map<string, string>();
  const moved: { value: string; to: string }[] = [];
  const changes: Change[] = [];
  const given = new Set<string>();
  const fresh = async (path: Path): Promise<string> => {
    const name = await freeName(nameAt(integration, path), async (each) => given.has(each) || isTaken(each));
    given.add(name);
    return name;
  };
  for (const { path, text: value } of textsIn(connectionValue(integration), integration.connection)) {
    if (literals.some((literal) => literal.join('\n') === path.join('\n'))) {
      const to = await fresh(path);
      moved.push({ value, to });
      changes.push({ path, value: `\${secret:${to}}` });
      continue;
    }
    const own = referencesIn(value).filter(({ store }) => store === 'secret');
    for (const { name } of own) if (!names.has(name)) names.set(name, await fresh(path));
    if (own.length > 0) changes.push({ path, value: renamed(value, names) });
  }
  return { text: changeText(text, changes), copies: Array.from(names, ([from, to]) => ({ from, to })), moved };
}

const renamed = (value: string, names: ReadonlyMap<string, string>): string =>
  mapReferences(value, (reference) =>
    reference.store === 'secret' ? { ...reference, name: names.get(reference.name) ?? reference.name } : reference,
  );

/** The name that a secret at this place gets: below the block it belongs to, as `authentication/` goes without saying. */
export function nameAt({ name, connection }: Integration, path: Path): string {
  const isInside = connection.every((part, index) => path[index] === part);
  return secretName(name || 'integration', isInside ? path.slice(connection.length + 1) : path);
}

/** The name itself, or the first with a number behind it that is free. */
export async function freeName(name: string, isTaken: (name: string) => Promise<boolean>): Promise<string> {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!(await isTaken(candidate))) return candidate;
  }
}
