// Keeps the values of secrets apart by home: two workspaces that use one name do not get each other's value.
import { asArray, asString, parseJson } from '../json.ts';

/** What an editor offers for secrets; `vscode.SecretStorage` is one. */
export interface KeyStore {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** `home`: for one workspace folder. `everywhere`: for every folder of this user, which somebody chose on purpose. */
export type SecretPlace = 'home' | 'everywhere';

/** A value by its name; `home` is undefined for one that counts everywhere. */
export interface KeptSecret {
  readonly home: string | undefined;
  readonly name: string;
}

export interface SecretStore {
  /** The value of the home itself, else the one that counts everywhere. */
  read(home: string, name: string): Promise<string | undefined>;
  /** Where the value that `read` gives is kept. */
  placeOf(home: string, name: string): Promise<SecretPlace | undefined>;
  write(home: string, name: string, value: string, place: SecretPlace): Promise<void>;
  forget(home: string, name: string, place: SecretPlace): Promise<void>;
  /** What this and later versions have stored, also for other homes. */
  kept(): Promise<readonly KeptSecret[]>;
}

const prefix = 'integrations/secrets/';
/** Where earlier versions kept the values of all homes together. */
const formerPrefix = 'integrations/secret/';
/** The names of everything that is stored, for an editor cannot list it. */
const index = 'integrations/secrets';

/** Whether a change of this key can change what `read` gives. */
export const isSecretKey = (key: string): boolean => key.startsWith(prefix) || key.startsWith(formerPrefix);

const keyOf = ({ home, name }: KeptSecret): string => prefix + JSON.stringify([home ?? null, name]);

export function createSecretStore(storage: KeyStore): SecretStore {
  let indexing: Promise<unknown> = Promise.resolve();
  return { read, placeOf, write, forget, kept };

  async function read(home: string, name: string): Promise<string | undefined> {
    const own = await storage.get(keyOf({ home, name }));
    return own ?? (await storage.get(keyOf({ home: undefined, name }))) ?? takeOver(home, name);
  }

  /** Nobody knows whose an old value was: each home that asks for it gets a copy of its own. */
  async function takeOver(home: string, name: string): Promise<string | undefined> {
    const former = await storage.get(formerPrefix + name);
    if (former !== undefined) await write(home, name, former, 'home');
    return former;
  }

  async function placeOf(home: string, name: string): Promise<SecretPlace | undefined> {
    if ((await read(home, name)) === undefined) return undefined;
    return (await storage.get(keyOf({ home, name }))) === undefined ? 'everywhere' : 'home';
  }

  async function write(home: string, name: string, value: string, place: SecretPlace): Promise<void> {
    const secret = { home: place === 'home' ? home : undefined, name };
    await storage.store(keyOf(secret), value);
    await note((all) => [...all.filter((each) => !same(each, secret)), secret]);
  }

  /** An old value under the name goes too, or it would be taken over again. */
  async function forget(home: string, name: string, place: SecretPlace): Promise<void> {
    const secret = { home: place === 'home' ? home : undefined, name };
    await storage.delete(formerPrefix + name);
    await storage.delete(keyOf(secret));
    await note((all) => all.filter((each) => !same(each, secret)));
  }

  async function kept(): Promise<readonly KeptSecret[]> {
    await indexing;
    return readIndex(await storage.get(index));
  }

  /** One after the other: each change starts from what is there at that moment, also from another window. */
  function note(change: (all: readonly KeptSecret[]) => readonly KeptSecret[]): Promise<void> {
    const noted = indexing.then(async () => {
      const before = await storage.get(index);
      const after = JSON.stringify(change(readIndex(before)).map(({ home, name }) => [home ?? null, name]));
      if (after !== before) await storage.store(index, after);
    });
    indexing = noted.catch(() => undefined);
    return noted;
  }
}

const same = (one: KeptSecret, other: KeptSecret): boolean => one.home === other.home && one.name === other.name;

function readIndex(text: string | undefined): KeptSecret[] {
  return asArray(parseJson(text ?? '[]')).flatMap((entry) => {
    const [home, name] = asArray(entry);
    const known = asString(name);
    return known === undefined ? [] : [{ home: asString(home), name: known }];
  });
}
