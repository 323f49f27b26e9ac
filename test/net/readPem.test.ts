// What is read out of certificates and keys for the form, and what files come to.
import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { detailsOf } from '../../src/core/form/pem.ts';
import { certificates } from '../../src/net/tls/readPem.ts';
import { createAuthority } from '../help/certificates.mjs';
import { createPfx } from '../help/pfx.mjs';

const now = Date.now();
const authority = createAuthority();
const issue = async (wish = {}) => (await authority).issue({ name: 'client', client: true, ...wish });
const nothing = { certificate: '', key: '', passphrase: '', ca: '' };
const details = (texts: Partial<typeof nothing>) => detailsOf(certificates.read({ ...nothing, ...texts }, now), now);
const bytes = (text: string) => new TextEncoder().encode(text);
const values = (list: readonly { value: string; state: string }[]) =>
  list.map(({ value, state }) => `${state} ${value}`);

describe('what the form tells of a certificate', () => {
  it('is its subject, its issuer and how long it is valid', async () => {
    const { cert } = await issue();
    const [subject, issuer, until] = values(details({ certificate: cert }).certificate);
    assert.equal(subject, 'plain CN=client');
    assert.match(issuer!, /plain CN=Integration Essentials Test Authority/);
    assert.match(until!, /^(warning|good) \d{4}-\d\d-\d\d \(\d+ days left\)$/);
  });
  it('is that the key belongs to it', async () => {
    const { cert, key } = await issue();
    assert.deepEqual(values(details({ certificate: cert, key }).key), [
      'plain EC, prime256v1',
      'good The key belongs to the certificate.',
    ]);
  });
  it('is that the key belongs to another', async () => {
    const [{ cert }, { key }] = [await issue(), await issue()];
    assert.match(values(details({ certificate: cert, key }).key).at(-1)!, /^error The private key does not belong/);
  });
  it('is that it has expired', async () => {
    const { cert } = await issue({ expired: true });
    assert.equal(details({ certificate: cert }).certificate.find(({ label }) => label === 'Expired')?.state, 'error');
  });
  it('is that the key needs its passphrase, and then matches', async () => {
    const { cert, key } = await issue();
    const locked = createPrivateKey(key)
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'right' })
      .toString();
    assert.match(
      values(details({ certificate: cert, key: locked }).key).at(-1)!,
      /encrypted and there is no passphrase/,
    );
    assert.match(
      values(details({ certificate: cert, key: locked, passphrase: 'wrong' }).key).at(-1)!,
      /passphrase does not open/,
    );
    assert.match(values(details({ certificate: cert, key: locked, passphrase: 'right' }).key).at(-1)!, /^good/);
  });
  it('is told of an authority too', async () =>
    assert.deepEqual(values(details({ ca: (await authority).cert }).ca).slice(1, 2), ['plain itself']));
  it('is nothing of nothing', () => assert.deepEqual(details({}), { certificate: [], ca: [], key: [] }));
  it('never holds the key itself', async () => {
    const { cert, key } = await issue();
    assert.ok(!JSON.stringify(details({ certificate: cert, key })).includes(key.split('\n')[1]!));
  });
  it('is why it cannot be read', () =>
    assert.match(
      values(details({ certificate: 'nonsense' }).certificate)[0]!,
      /^error The client certificate cannot be read/,
    ));
});

describe('a file for a certificate field', () => {
  it('may hold everything together: each field takes its own', async () => {
    const { cert, key } = await issue();
    const file = bytes(`Bag Attributes\r\n${key}\n${cert}${(await authority).cert}`);
    const certificate = certificates.fromFile(file, 'certificate');
    assert.ok(certificate.ok && certificate.value.match(/BEGIN CERTIFICATE/g)?.length === 2);
    assert.ok(!certificate.value.includes('PRIVATE KEY'));
    const own = certificates.fromFile(file, 'key');
    assert.ok(own.ok && /^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(own.value) && !own.value.includes('CERTIFICATE'));
  });
  it('may be DER', async () => {
    const { cert, key } = await issue();
    const read = certificates.fromFile(new X509Certificate(cert).raw, 'certificate');
    assert.ok(read.ok && new X509Certificate(read.value).subject === 'CN=client');
    const der = createPrivateKey(key).export({ type: 'pkcs8', format: 'der' });
    const own = certificates.fromFile(der, 'key');
    assert.ok(own.ok && own.value.startsWith('-----BEGIN PRIVATE KEY-----'));
  });
  it('may be PKCS #12, as base64 in the place of the certificate', async () => {
    const pfx = await createPfx(await issue(), { passphrase: 'right' });
    const read = certificates.fromFile(pfx, 'certificate');
    assert.ok(read.ok && Buffer.from(read.value, 'base64').equals(pfx));
    assert.deepEqual(details({ certificate: read.value, passphrase: 'right' }).certificate, []);
    assert.match(values(details({ certificate: read.value, passphrase: 'wrong' }).key)[0]!, /passphrase does not open/);
  });
  for (const [name, content] of [
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['nothing', Buffer.alloc(0)],
    ['text', bytes('hello')],
  ] as const)
    it(`is not ${name}`, () => {
      for (const part of ['certificate', 'key'] as const) assert.equal(certificates.fromFile(content, part).ok, false);
    });
});
