// The text of "Where are my secrets?": of each folder what its documents refer to, and what is stored for nobody.
import { secretsTable, shownReference, type SecretSection } from '../../core/secrets/secretsTable.ts';
import { writeReference } from '../../core/secrets/secrets.ts';
import { envFileOf } from './envFiles.ts';
import type { Face } from '../face.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import { referenceOf } from './secrets.ts';
import { keptForPlatforms, usedSecrets, type HomeSecrets } from './usedSecrets.ts';

type Parts = Pick<Face, 'catalog' | 'connections' | 'secrets'>;

export async function secretsText(face: Parts): Promise<string> {
  const homes = [...(await usedSecrets(face)), ...(await keptForPlatforms(face))];
  const used = new Set(homes.flatMap(({ secrets }) => secrets.map(({ reference }) => writeReference(reference))));
  const kept = await face.secrets.kept();
  const unused = (home: string | undefined): string[] =>
    kept
      .filter((each) => each.home === home)
      .map(referenceOf)
      .filter((reference) => !used.has(writeReference(reference)))
      .map(shownReference);
  const sections = await Promise.all(homes.map((home) => sectionOf(face, home, unused(home.home))));
  return secretsTable(sections, unused(undefined));
}

async function sectionOf(
  face: Parts,
  { title, document, secrets }: HomeSecrets,
  unused: readonly string[],
): Promise<SecretSection> {
  const rows = await Promise.all(
    secrets.map(async (used) => ({ ...used, source: await face.secrets.source(used.reference, document) })),
  );
  const warning = isRemote(document) ? undefined : await face.secrets.envFiles.warning(envFileOf(document));
  return { title, rows, unused, ...(warning !== undefined && { warning: `.env: ${warning}` }) };
}
