// What is known of certificates and keys in PEM (RFC 7468), and in which words a form tells it.
import * as l10n from '@vscode/l10n';
import type { Detail } from '../form.ts';
import type { Outcome } from '../request.ts';
import { faultInWords } from '../schemes/mutualTLS.ts';
import type { CertificateFault } from '../world.ts';

/** The values of a mutual TLS block; empty where there is none. */
export interface PemTexts {
  readonly certificate: string;
  readonly key: string;
  readonly passphrase: string;
  readonly ca: string;
}

export interface PemFacts {
  /** The client's own, then those of its chain. */
  readonly certificate: readonly CertificateFacts[];
  readonly ca: readonly CertificateFacts[];
  /** `RSA, 2048 bits`; undefined when it cannot be read. */
  readonly key: string | undefined;
  /** What makes certificate and key useless together; undefined also while one of them is missing. */
  readonly fault: CertificateFault | undefined;
  readonly isPair: boolean;
}

export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly validTo: number;
}

/** Reading of certificates, which needs the platform's own cryptography. */
export interface Certificates {
  /** `now` in milliseconds since the epoch. */
  read(texts: PemTexts, now: number): PemFacts;
  /** The PEM text, or base64 of a PKCS #12 file, that a file of any usual form comes to; else why there is none. */
  fromFile(bytes: Uint8Array, part: 'certificate' | 'key'): Outcome<string, string>;
}

export type DetailsByPart = Readonly<Record<'certificate' | 'key' | 'ca', readonly Detail[]>>;

export function detailsOf({ certificate, ca, key, fault, isPair }: PemFacts, now: number): DetailsByPart {
  const faults = (part: CertificateFault['part'][]): Detail[] =>
    fault && part.includes(fault.part) ? [{ label: '', value: faultInWords(fault), state: 'error' }] : [];
  const match: Detail[] = isPair
    ? [{ label: '', value: l10n.t('The key belongs to the certificate.'), state: 'good' }]
    : [];
  return {
    certificate: [...certificate.flatMap((one) => describe(one, now)), ...faults(['certificate'])],
    ca: ca.flatMap((one) => describe(one, now)),
    key: [...(key === undefined ? [] : [plain(l10n.t('Kind'), key)]), ...match, ...faults(['key', 'passphrase'])],
  };
}

const day = 86_400_000;
/** A new one takes its time. */
const soon = 30;

function describe({ subject, issuer, validTo }: CertificateFacts, now: number): Detail[] {
  const days = Math.floor((validTo - now) / day);
  const date = new Date(validTo).toISOString().slice(0, 10);
  const until: Detail =
    validTo < now
      ? { label: l10n.t('Expired'), value: date, state: 'error' }
      : {
          label: l10n.t('Valid until'),
          value: l10n.t('{0} ({1} days left)', date, days),
          state: days < soon ? 'warning' : 'good',
        };
  const by = subject === issuer ? l10n.t('itself') : issuer;
  return [plain(l10n.t('Subject'), subject), plain(l10n.t('Issuer'), by), until];
}

const plain = (label: string, value: string): Detail => ({ label, value, state: 'plain' });
