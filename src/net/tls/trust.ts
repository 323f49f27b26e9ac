// Whom TLS trusts and with what it proves itself: one secure context for each set of authorities and client certificate.
import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';
import { keepNewest } from '../../core/keepNewest.ts';
import type { NetworkSettings } from '../../core/network.ts';
import type { ClientCertificate, TrustedBy, Wire } from '../../core/request.ts';

export interface Trust {
  readonly context: tls.SecureContext;
  /** What the context is made of, for those who make their own; without `ca` where Node's own authorities are enough. */
  readonly options: tls.SecureContextOptions;
  /** Whose list an authority's certificate (DER) is on; undefined when it is on none. */
  sourceOf(certificate: Buffer): TrustedBy | undefined;
}

/** What of a call and of the settings decides about trust. */
export type TrustWish = Pick<Wire, 'authorities' | 'clientCertificate'> &
  Pick<NetworkSettings, 'systemAuthorities'> & {
    /** `NetworkSettings.authorities`. */
    readonly extra: readonly string[];
  };

/** Rejects with a code when a file of authorities cannot be read or a client certificate cannot be used. */
export type Trusts = (wish: TrustWish) => Promise<Trust>;

/** A context holds some megabytes; what was used longest ago goes first. */
const MOST_KEPT = 16;

export function createTrusts(): Trusts {
  const made = new Map<string, Trust>();
  return async (wish) => {
    const sources = await sourcesOf(wish);
    const key = digest(sources, wish.clientCertificate);
    const trust = made.get(key) ?? createTrust(sources, wish.clientCertificate);
    keepNewest(made, key, trust, MOST_KEPT);
    return trust;
  };
}

type Sources = readonly (readonly [TrustedBy, readonly string[]])[];

async function sourcesOf({ authorities = [], extra, systemAuthorities }: TrustWish): Promise<Sources> {
  const files = await Promise.all(extra.map(readAuthorities));
  return [
    ['integration', authorities.flatMap((pem) => parsed(pem, 'ca'))],
    ['settings', files.flat()],
    ['node', await nodeAuthorities()],
    ['system', systemAuthorities ? (certificatesOf?.('system') ?? []) : []],
  ];
}

/** Since Node 22.15. */
const certificatesOf = (tls as { getCACertificates?: (type: 'default' | 'system') => readonly string[] })
  .getCACertificates;

/** With `NODE_EXTRA_CA_CERTS`, which Node forgets as soon as it is given any authority. */
async function nodeAuthorities(): Promise<readonly string[]> {
  if (certificatesOf) return certificatesOf('default');
  const file = process.env['NODE_EXTRA_CA_CERTS'];
  const extra = file ? await readFile(file, 'utf8').catch(() => '') : '';
  return [...tls.rootCertificates, ...certificatesIn(extra)];
}

/** @param source PEM, or the path of a file with it */
async function readAuthorities(source: string): Promise<readonly string[]> {
  if (certificatesIn(source).length > 0) return parsed(source, 'PEM');
  const text = await readFile(source, 'utf8').catch((error: unknown) => {
    throw unusable('CA_UNREADABLE', (error as Error).message);
  });
  return parsed(text, source);
}

/** Each is looked at, because a context passes over one that it cannot read. */
function parsed(pem: string, name: string): readonly string[] {
  const found = certificatesIn(pem);
  if (found.length === 0) throw unusable('CA_UNREADABLE', `${name}: no PEM certificate in it`);
  try {
    for (const each of found) new X509Certificate(each).toString();
    return found;
  } catch (error) {
    throw unusable('CA_UNREADABLE', `${name}: ${(error as Error).message}`);
  }
}

const unusable = (code: string, message: string): Error => Object.assign(new Error(message), { code });

export function certificatesIn(pem: string): readonly string[] {
  return (
    pem.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g) ?? []
  );
}

function createTrust(sources: Sources, client: ClientCertificate | undefined): Trust {
  const { pfx, ...pem } = client ?? {};
  const identity = { ...pem, ...(pfx && { pfx: Buffer.from(pfx) }) };
  const known = new Set(listOf('node', sources));
  const added = [...new Set(sources.flatMap(([, certificates]) => certificates))].filter((each) => !known.has(each));
  const asked = listOf('integration', sources).length + listOf('settings', sources).length > 0;
  let owners: ReadonlyMap<string, TrustedBy> | undefined;
  return {
    context: createContext(identity, added),
    options: { ...identity, ...(asked && { ca: [...known, ...added] }) },
    sourceOf: (certificate) => (owners ??= ownersOf(sources)).get(certificate.toString('base64')),
  };
}

const listOf = (name: TrustedBy, sources: Sources): readonly string[] =>
  sources.find(([source]) => source === name)?.[1] ?? [];

/**
 * Node's own authorities and more. Handing all of them over as `ca` would parse each anew, which takes up to a
 * millisecond for each of 150; the context's own `addCACert` adds to the ones that Node has parsed already.
 */
function createContext(identity: tls.SecureContextOptions, added: readonly string[]): tls.SecureContext {
  const secure = withIdentity(identity);
  const context = secure.context as { addCACert?: (certificate: string) => void };
  if (added.length > 0 && !context.addCACert)
    return tls.createSecureContext({ ...identity, ca: [...tls.rootCertificates, ...added] });
  for (const certificate of added) context.addCACert?.(certificate);
  return secure;
}

/** OpenSSL's words tell what is wrong: a pass phrase, a key of another certificate, no certificate at all. */
function withIdentity(identity: tls.SecureContextOptions): tls.SecureContext {
  try {
    return tls.createSecureContext(identity);
  } catch (error) {
    throw unusable('CLIENT_CERTIFICATE_UNUSABLE', (error as Error).message);
  }
}

/** By the certificate's base64, which is what stands in PEM; the nearest list counts. */
function ownersOf(sources: Sources): ReadonlyMap<string, TrustedBy> {
  const owners = new Map<string, TrustedBy>();
  for (const [source, certificates] of sources.toReversed())
    for (const pem of certificates) owners.set(pem.replaceAll(/-----[^-]+-----|\s/g, ''), source);
  return owners;
}

/** The lists of Node and the system do not change while it runs: their lengths stand for them. */
function digest(sources: Sources, client: ClientCertificate | undefined): string {
  const hash = createHash('sha256');
  for (const [source, list] of sources) {
    const own = source === 'integration' || source === 'settings';
    hash.update(`${source} ${list.length}\n${own ? list.join('\n') : ''}\n`);
  }
  const { cert = '', key = '', passphrase = '', pfx = '' } = client ?? {};
  return hash
    .update(JSON.stringify([cert, key, passphrase]))
    .update(pfx)
    .digest('hex');
}
