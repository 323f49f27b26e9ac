// How the emulated platform keeps and shows secrets (2.9).
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keys of a scheme that are no secrets: user names stay plain. */
const plain =
  /^(username|client_id|accessKeyId|.*_url|scope|audience|token_type|region|service|certificate|ca|parameters)$/;

/** A value that only the platform (or a vault, or a gateway) can read passes as it is. */
const isReference = (value) => /^\$(ENC|SECRET_|GATEWAYSECRET_)/.test(value);

/** JSON pointers of the secrets in `properties.properties`, as `decorators` have them. */
export function secretPaths(configuration) {
  const found = [];
  const walk = (value, path) => {
    if (typeof value === 'string') found.push(path);
    else if (value && typeof value === 'object')
      for (const [key, item] of Object.entries(value)) if (!plain.test(key)) walk(item, [...path, key]);
  };
  walk(configuration?.authentication, ['authentication']);
  return found;
}

export const pointerOf = (path) => `/${path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;

export function createVault(switches) {
  const key = randomBytes(32);
  const encrypt = (text) => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    return `$ENC${Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('hex')}`;
  };
  const decrypt = (text) => {
    const bytes = Buffer.from(text.slice(4), 'hex');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
  };
  return {
    /** What is stored of a configuration: secrets encrypted; of an empty one, what the switch says. */
    seal: (configuration, before) =>
      change(configuration, (value, path) => {
        const known = get(before, path);
        if (value === '' && typeof known === 'string' && known !== '')
          return switches.emptySecret === 'keep' ? known : '';
        return value === '' || isReference(value) ? value : encrypt(value);
      }),
    /** What an answer shows. */
    show: (configuration) =>
      change(configuration, (value) => {
        if (!value.startsWith('$ENC')) return value;
        return { enc: () => value, vault: () => '', plain: () => decrypt(value) }[switches.secrets]();
      }),
    /** What the platform itself would send; for tests, which look whether a secret is still there. */
    reveal: (configuration) => change(configuration, (value) => (value.startsWith('$ENC') ? decrypt(value) : value)),
  };
}

function change(configuration, make) {
  const copy = structuredClone(configuration ?? {});
  for (const path of secretPaths(copy)) {
    const parent = get(copy, path.slice(0, -1));
    parent[path.at(-1)] = make(parent[path.at(-1)], path);
  }
  return copy;
}

const get = (value, path) => path.reduce((found, key) => found?.[key], value);
