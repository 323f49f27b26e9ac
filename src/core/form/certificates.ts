// Finds the certificates of an integration and puts what is known of them beside the fields of the form.
import type { Detail } from '../form.ts';
import { connectionValue, type Integration } from '../integration.ts';
import { asString, get } from '../json.ts';
import type { Model } from '../model.ts';
import { detailsOf, type PemFacts, type PemTexts } from './pem.ts';
import { toPointer, type Path } from '../pointer.ts';

export interface PemBlock {
  readonly path: Path;
  /** As the text has them: references are not resolved. */
  readonly texts: PemTexts;
}

/** The mutual TLS blocks that hold something. */
export function pemBlocks(integration: Integration, model: Model | undefined): PemBlock[] {
  const names = (model?.schemes ?? []).flatMap(({ type, name }) => (type === 'mutualTLS' ? [name] : []));
  return names.flatMap((name) => {
    const block = connectionValue(integration, 'authentication', name);
    const text = (key: string): string => asString(get(block, key)) ?? '';
    const texts = {
      certificate: text('certificate'),
      key: text('key'),
      passphrase: text('passphrase'),
      ca: text('ca'),
    };
    const path = [...integration.connection, 'authentication', name];
    return texts.certificate + texts.key + texts.ca === '' ? [] : [{ path, texts }];
  });
}

/** By the pointers of their fields. */
export function detailsAt(path: Path, facts: PemFacts, now: number): [string, readonly Detail[]][] {
  return Object.entries(detailsOf(facts, now)).map(([part, details]) => [toPointer([...path, part]), details]);
}
