// Makes PKCS #12 files for tests, as browsers and Windows export them.
import { webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

pkijs.setEngine('node', new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto }));

/**
 * The bytes of a file with a certificate and, unless told otherwise, its key.
 * @param {{ readonly cert: string, readonly key: string }} pair PEM
 * @param {{ readonly passphrase: string, readonly withKey?: boolean, readonly outdated?: boolean }} options
 *   `outdated` names RC2 as the encryption, as old versions of Windows do
 * @returns {Promise<Buffer>}
 */
export async function createPfx({ cert, key }, { passphrase, withKey = true, outdated = false }) {
  const password = bufferOf(Buffer.from(passphrase));
  const encryption = {
    password,
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 },
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: 1000,
  };
  const shrouded = new pkijs.PKCS8ShroudedKeyBag({ parsedValue: pkijs.PrivateKeyInfo.fromBER(bytesOf(key)) });
  await shrouded.makeInternalValues(encryption);
  const certificate = new pkijs.CertBag({ parsedValue: pkijs.Certificate.fromBER(bytesOf(cert)) });
  const bags = [
    new pkijs.SafeBag({ bagId: '1.2.840.113549.1.12.10.1.3', bagValue: certificate }),
    ...(withKey ? [new pkijs.SafeBag({ bagId: '1.2.840.113549.1.12.10.1.2', bagValue: shrouded })] : []),
  ];
  const safeContents = [{ privacyMode: 1, value: new pkijs.SafeContents({ safeBags: bags }) }];
  const authenticatedSafe = new pkijs.AuthenticatedSafe({ parsedValue: { safeContents } });
  await authenticatedSafe.makeInternalValues({ safeContents: [encryption] });
  if (outdated) authenticatedSafe.safeContents[0].content = withRc2(authenticatedSafe.safeContents[0].content);
  const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe } });
  await pfx.makeInternalValues({
    password,
    iterations: 1000,
    pbkdf2HashAlgorithm: 'SHA-256',
    hmacHashAlgorithm: 'SHA-256',
  });
  return Buffer.from(pfx.toSchema().toBER());
}

/** pbeWithSHAAnd40BitRC2-CBC, RFC 7292 appendix C. */
function withRc2(schema) {
  const data = new pkijs.EncryptedData({ schema });
  data.encryptedContentInfo.contentEncryptionAlgorithm = new pkijs.AlgorithmIdentifier({
    algorithmId: '1.2.840.113549.1.12.1.6',
    algorithmParams: new asn1js.Sequence({
      value: [new asn1js.OctetString({ valueHex: new Uint8Array(8).buffer }), new asn1js.Integer({ value: 2048 })],
    }),
  });
  return data.toSchema();
}

function bytesOf(pem) {
  return bufferOf(Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64'));
}

/** A Buffer may be a part of a larger one. */
const bufferOf = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
