// Pull, push and compare as pure functions: what the plan says, what becomes of documents, and that nothing gets lost on the way.
import assert from 'node:assert/strict';
import Ajv from 'ajv';
import { readExact } from '../../src/core/exact.ts';
import { asObject, get, type Json, type JsonObject } from '../../src/core/json.ts';
import { toPointer } from '../../src/core/pointer.ts';
import { readBases, settle, writeBases, type Base } from '../../src/core/sync/base.ts';
import { environmentOf, newEnvironments, overlayOf, readEnvironments } from '../../src/core/sync/environments.ts';
import { environmentsSchema } from '../../src/core/sync/environmentsSchema.ts';
import { exportText, isExportText } from '../../src/core/sync/exportFormat.ts';
import { modelText } from '../../src/core/sync/modelText.ts';
import { fileText } from '../../src/core/sync/fileText.ts';
import { planItem, resultOf, usualChoice, type SyncItem } from '../../src/core/sync/planItem.ts';
import { readSide, type PlaceKind, type Side } from '../../src/core/sync/side.ts';
import { shownDocument } from '../../src/core/sync/shownDocument.ts';
import { propertyLine, reportText, type Step } from '../../src/core/sync/syncReport.ts';
import type { Travel } from '../../src/core/sync/travel.ts';

const inner = ['properties', 'properties'];
const at = (...path: string[]): string => toPointer([...inner, ...path]);
const noPause = (): Promise<void> => Promise.resolve();
const password = at('authentication', 'login', 'password');

/** As a platform answered it in December 2024, with another name. */
const captured = {
  _id: '676c001652dda825325cc68a',
  name: 'v3',
  model: '@itential/adapter_Swagger Petstore:1.0.0',
  type: 'Adapter',
  properties: {
    id: 'v3',
    type: 'Swagger Petstore:1.0.0',
    brokers: [],
    groups: [],
    properties: {
      authentication: {},
      server: { protocol: 'http', host: 'petstore.swagger.io', base_path: '/v1' },
      tls: { enabled: false, rejectUnauthorized: true },
      version: '1.0.0',
    },
  },
  isEncrypted: true,
  loggerProps: { description: 'A & B <c>', log_max_files: 10, log_level: 'info' },
  virtual: true,
};

function service(change: (it: Record<string, Json>) => void = () => undefined): JsonObject {
  const configuration: Record<string, Json> = {
    authentication: { login: { username: 'svc', password: '' } },
    server: { protocol: 'https', host: 'pets.example.com', base_path: '/v1' },
    tls: { enabled: true, rejectUnauthorized: true },
    variables: {},
    version: '1',
  };
  change(configuration);
  return {
    name: 'pets',
    type: 'Adapter',
    model: '@itential/adapter_Pets:1',
    properties: { id: 'pets', type: 'Pets:1', brokers: [], groups: [], properties: configuration },
    virtual: true,
  };
}

const side = (place: PlaceKind, given: JsonObject, known: Readonly<Record<string, string>> = {}): Promise<Side> =>
  readSide(place, given, [], ({ name }) => Promise.resolve(known[name]));

const travel = (to: PlaceKind, more: Partial<Travel> = {}): Travel => ({
  to,
  stays: new Set(),
  overlay: new Map(),
  local: new Set([at('server', 'host')]),
  ...more,
});

const withSecret = (text: string) => (it: Record<string, Json>) =>
  (it['authentication'] = { login: { username: 'svc', password: text } });
const withHost = (host: string) => (it: Record<string, Json>) =>
  (it['server'] = { protocol: 'https', host, base_path: '/v1' });
const states = (item: SyncItem): Record<string, string> =>
  Object.fromEntries(
    item.differences.map(({ pointer, state }) => [pointer.replace('/properties/properties', ''), state]),
  );

describe('lists that a file leaves out', () => {
  const without = (given: JsonObject): JsonObject => {
    const rest = Object.entries(asObject(given['properties'])).filter(([key]) => key !== 'brokers' && key !== 'groups');
    return { ...given, properties: Object.fromEntries(rest) };
  };
  const withGroups = (given: JsonObject): JsonObject => ({
    ...given,
    properties: { ...asObject(given['properties']), groups: ['operators'] },
  });
  it('stay on a platform, which needs them', async () => {
    const file = await side('folder', without(service()));
    const item = planItem(file, await side('platform', withGroups(service())), undefined, travel('platform'));
    assert.deepEqual([item.kind, states(item)], ['same', {}]);
  });
  it('are not written into it where they are empty', async () => {
    const file = await side('folder', without(service()));
    const item = planItem(await side('platform', service()), file, undefined, travel('folder'));
    assert.deepEqual([item.kind, states(item)], ['same', {}]);
    const grouped = planItem(await side('platform', withGroups(service())), file, undefined, travel('folder'));
    assert.deepEqual(states(grouped), { '/properties/groups': 'conflict' });
  });
});

describe('the text of an exported integration', () => {
  const expected = `{
    "name": "v3",
    "type": "Adapter",
    "model": "@itential/adapter_Swagger Petstore:1.0.0",
    "properties": {
        "brokers": [],
        "groups": [],
        "id": "v3",
        "properties": {
            "authentication": {},
            "server": {
                "base_path": "/v1",
                "host": "petstore.swagger.io",
                "protocol": "http"
            },
            "tls": {
                "enabled": false,
                "rejectUnauthorized": true
            },
            "version": "1.0.0"
        },
        "type": "Swagger Petstore:1.0.0"
    },
    "isEncrypted": true,
    "loggerProps": {
        "description": "A \\u0026 B \\u003cc\\u003e",
        "log_level": "info",
        "log_max_files": 10
    },
    "virtual": true,
    "profiling": false,
    "systemProps": null,
    "eventDeduplication": null
}`;
  it('is what the command line tool writes', () => assert.equal(exportText(captured), expected));
  it('comes out of itself', () => {
    assert.ok(isExportText(expected));
    assert.ok(!isExportText(`${expected}\n`) && !isExportText(expected.replace('"name"', '"_id": "1", "name"')));
  });
  it('has numbers as Go writes them, and digits that no double holds', () => {
    const text = exportText(
      asObject(readExact('{"name":"n","systemProps":{"a":1.0,"b":1e3,"c":12345678901234567890,"d":0.10}}')),
    );
    assert.match(text, /"a": 1,\s+"b": 1000,\s+"c": 12345678901234567890,\s+"d": 0.1\n/);
  });
});

describe('the plan for one integration', () => {
  it('is new in a folder with the bytes of an export', async () => {
    const item = planItem(await side('platform', captured), undefined, undefined, travel('folder'));
    assert.equal(item.kind, 'new');
    assert.equal(exportText(resultOf(item, usualChoice(item))), exportText(captured));
  });
  it('takes over what the source alone changed, and keeps what the target alone changed', async () => {
    const [before, now, there] = [
      service(),
      service(withHost('new.example.com')),
      service((it) => (it['tls'] = { enabled: false, rejectUnauthorized: true })),
    ];
    const item = planItem(
      await side('platform', now),
      await side('folder', there),
      { source: before, target: before },
      travel('folder'),
    );
    assert.equal(item.kind, 'changed');
    assert.deepEqual(states(item), { '/server/host': 'changed', '/tls/enabled': 'kept' });
    const result = resultOf(item, usualChoice(item));
    assert.equal(get(result, ...inner, 'server', 'host'), 'new.example.com');
    assert.equal(get(result, ...inner, 'tls', 'enabled'), false);
  });
  it('is a conflict where both changed one property, or nobody knows', async () => {
    const [mine, theirs] = [
      await side('folder', service(withHost('a'))),
      await side('platform', service(withHost('b'))),
    ];
    const base = { source: service(), target: service() };
    assert.equal(planItem(mine, theirs, base, travel('platform')).kind, 'conflicting');
    assert.equal(planItem(mine, theirs, undefined, travel('platform')).kind, 'conflicting');
  });
  it('says what was deleted, and never by itself', async () => {
    const known = { source: service(), target: service() };
    const changed = await side('folder', service(withHost('a')));
    const same = await side('folder', service());
    assert.equal(planItem(undefined, same, known, travel('folder')).kind, 'removed');
    assert.equal(planItem(undefined, changed, known, travel('folder')).kind, 'conflicting');
    assert.equal(planItem(undefined, same, undefined, travel('folder')).kind, 'only');
    assert.deepEqual(planItem(same, undefined, known, travel('platform')).deletedIn, 'target');
  });
  it('leaves secrets that a platform hides or encrypts as they are', async () => {
    const mine = await side('folder', service(withSecret('${secret:pets}')), { pets: 'x' });
    for (const text of ['$ENCabc', '']) {
      const theirs = await side('platform', service(withSecret(text)));
      const item = planItem(mine, theirs, undefined, travel('platform'));
      assert.equal(item.kind, 'same');
      assert.deepEqual(states(item), { '/authentication/login/password': 'offered' });
      assert.equal(get(resultOf(item, new Set()), ...inner, 'authentication', 'login', 'password'), text);
      assert.equal(planItem(theirs, mine, undefined, travel('folder')).kind, 'same');
    }
  });
  it('sends a secret whose reference somebody changed', async () => {
    const mine = await side('folder', service(withSecret('${secret:other}')), { other: 'x' });
    const theirs = await side('platform', service(withSecret('$ENCabc')));
    const base = settle(undefined, await side('folder', service(withSecret('${secret:pets}'))), theirs, [], new Set());
    assert.equal(planItem(mine, theirs, base, travel('platform')).kind, 'changed');
  });
  it('names the secrets that a new integration would lack, and writes none of them empty', async () => {
    const mine = await side('folder', service(withSecret('${secret:pets}')));
    const item = planItem(mine, undefined, undefined, travel('platform'));
    assert.deepEqual(item.missing, [password]);
    assert.deepEqual(get(resultOf(item, usualChoice(item)), ...inner, 'authentication', 'login'), { username: 'svc' });
  });
  it('writes no plain or hidden secret into a file', async () => {
    const shown = planItem(
      await side('platform', service(withSecret('hunter2'))),
      undefined,
      undefined,
      travel('folder'),
    );
    assert.ok(!exportText(resultOf(shown, usualChoice(shown))).includes('hunter2'));
    assert.deepEqual(shown.differences.find(({ store }) => store)?.store, {
      name: 'pets/login/password',
      value: 'hunter2',
    });
    const hidden = planItem(await side('platform', service(withSecret(''))), undefined, undefined, travel('folder'));
    assert.match(exportText(resultOf(hidden, usualChoice(hidden))), /\$\{secret:pets\/login\/password\}/);
  });
  it('takes no host and no secret from one platform to another', async () => {
    const dev = await side(
      'platform',
      service((it) => (withSecret('$SECRET_dev $KEY_p')(it), withHost('dev')(it))),
    );
    const stage = await side(
      'platform',
      service((it) => (withSecret('$SECRET_stage $KEY_p')(it), withHost('stage')(it))),
    );
    assert.equal(planItem(dev, stage, undefined, travel('platform')).kind, 'same');
    const item = planItem(dev, undefined, undefined, travel('platform'));
    assert.deepEqual([...item.missing].sort(), [password, at('server', 'host')]);
    assert.doesNotMatch(JSON.stringify(resultOf(item, usualChoice(item))), /dev/);
  });
  it('takes what the environments file says of the target, and back in a file what was there', async () => {
    const overlay = new Map([
      [at('server', 'host'), { value: 'stage', seen: 'stage' }],
      [password, { value: '$SECRET_stage $KEY_p', seen: '$SECRET_stage $KEY_p' }],
    ]);
    const file = await side('folder', service(withHost('any')));
    const item = planItem(file, undefined, undefined, travel('platform', { overlay }));
    const made = resultOf(item, usualChoice(item));
    assert.deepEqual(item.missing, []);
    assert.equal(get(made, ...inner, 'server', 'host'), 'stage');
    assert.equal(get(made, ...inner, 'authentication', 'login', 'password'), '$SECRET_stage $KEY_p');
    const back = planItem(
      await side('platform', made),
      file,
      undefined,
      travel('folder', { stays: new Set(overlay.keys()) }),
    );
    assert.equal(back.kind, 'same');
  });
  it('sees no difference in what a reference comes to', async () => {
    const file = await side('folder', service(withHost('${env:HOST}')), { HOST: 'pets.example.com' });
    const there = await side('platform', service());
    for (const [one, other] of [
      [file, there],
      [there, file],
    ] as const)
      assert.equal(planItem(one, other, undefined, travel(other.place)).kind, 'same');
  });
  it('says nothing of what a file has no room for', async () => {
    const file = await side('folder', { ...service(), loggerProps: null, systemProps: null, profiling: false });
    const there = await side('platform', { ...service(), description: 'For us', loggerProps: { log_level: 'debug' } });
    assert.equal(planItem(file, there, undefined, travel('platform')).kind, 'same');
    const pulled = planItem(there, file, undefined, travel('folder'));
    assert.deepEqual(states(pulled), { '/loggerProps/log_level': 'conflict' });
  });
});

describe('the base of two homes', () => {
  it('holds no secret, and comes back from its file', async () => {
    const [mine, theirs] = [
      await side('folder', service(withSecret('${secret:pets}'))),
      await side(
        'platform',
        service((it) => (withSecret('hunter2')(it), (it['variables'] = { password: 'hunter2' }))),
      ),
    ];
    const bases = new Map([['pets', settle(undefined, mine, theirs, [], new Set())]]);
    const text = await writeBases(bases, 'a', 'b', noPause);
    assert.doesNotMatch(text, /hunter2/);
    assert.match(text, /\$\{secret:pets\}/);
    const read = (await readBases(text, 'b', 'a', noPause)).get('pets');
    assert.equal(get(read?.source, ...inner, 'server', 'host'), 'pets.example.com');
    for (const other of [text.replace('"version":2', '"version":1'), 'broken', ''])
      assert.equal((await readBases(other, 'a', 'b', noPause)).size, 0);
    assert.equal((await readBases(`${text.split('\n')[0]}\nbroken\n[1,{}]`, 'a', 'b', noPause)).size, 0);
  });
});

describe('what a base leaves out', () => {
  const written = (one: Side, other: Side): Promise<string> =>
    writeBases(new Map([['pets', settle(undefined, one, other, [], new Set())]]), 'a', 'b', noPause);

  it('is what the platform says it encrypts, in the file too', async () => {
    const given = service((it) => (it['variables'] = { pin: 'hunter2' }));
    const theirs = await readSide('platform', given, ['/variables/pin'], () => Promise.resolve(undefined));
    assert.match(await written(await side('folder', given), await side('platform', given)), /hunter2/);
    assert.doesNotMatch(await written(await side('folder', given), theirs), /hunter2/);
  });

  it('is what shows a secret under any name, which no report and no comparison shows either', async () => {
    const given = service((it) => {
      it['proxy'] = { url: 'http://svc:hunter2@proxy.example.com', hops: [{ password: 'hunter2' }] };
      it['variables'] = { pem: '-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----' };
    });
    const mine = await side('folder', given);
    const text = await written(mine, await side('platform', service()));
    assert.doesNotMatch(text, /hunter2/);
    assert.match(text, /pets\.example\.com/);
    const url = '/properties/properties/proxy/url';
    const value = mine.leaves.get(url);
    const shown = propertyLine({ pointer: url, state: 'changed', isSecret: false, value, before: '' });
    assert.match(shown, /^proxy\.url: "" → "http:\/\/svc:•+@proxy\.example\.com"$/);
    assert.match(shownDocument(given, mine.isSecret), /svc:•+@proxy/);
  });

  it('is what a secret has become at a place that is none', async () => {
    const host = (value: string) => service((it) => (it['server'] = { ...asObject(it['server']), host: value }));
    const text = await written(await side('folder', host('${secret:where}')), await side('platform', host('hunter2')));
    assert.doesNotMatch(text, /hunter2/);
    assert.match(text, /secret:where/);
  });

  it('is a secret that is no text', async () => {
    const numbers = service((it) => (it['authentication'] = { login: { username: 'svc', password: 48151623 } }));
    assert.doesNotMatch(await written(await side('folder', numbers), await side('platform', numbers)), /48151623/);
  });
});

describe('the environments file', () => {
  const read = (environments: Json, more: JsonObject = {}) =>
    readEnvironments(JSON.stringify({ environments, ...more }));
  const stage = { url: 'https://stage.example.com/', integrations: { '*': { tls: { rejectUnauthorized: false } } } };
  const overlay = async (integrations: Json, known: Readonly<Record<string, string>> = {}) => {
    const [environment] = read({ Stage: { integrations } }).environments;
    return Object.fromEntries(await overlayOf(environment, 'pets', ({ name }) => Promise.resolve(known[name])));
  };

  it('is found by its URL, else by the name of the connection', () => {
    const both = read({ Stage: stage, Dev: {} });
    const name = (connection: { name: string; url: string }) => environmentOf(both, connection)?.name;
    assert.equal(name({ name: 'Mine', url: 'https://STAGE.example.com' }), 'Stage');
    assert.equal(name({ name: 'dev', url: 'https://dev.example.com' }), 'Dev');
    assert.equal(name({ name: 'Stage', url: 'https://other.example.com' }), undefined);
  });
  it('gives values as parts of the configuration or by pointer, those of one integration over those of all', async () => {
    const given = await overlay(
      {
        '*': { server: { host: 'all', port: 443 } },
        pets: { '/server/host': '${env:HOST}', '/authentication/login/password': '${secret:p}' },
      },
      { HOST: 'mine', p: 'hunter2' },
    );
    assert.deepEqual(given, {
      [at('server', 'host')]: { value: '${env:HOST}', seen: 'mine' },
      [at('server', 'port')]: { value: 443, seen: 443 },
      [password]: { value: '${secret:p}', seen: '${secret:p}' },
    });
  });
  it('knows what has no value here', async () => {
    assert.deepEqual(await overlay({ pets: { server: { host: '${env:NO}' } } }), {
      [at('server', 'host')]: { value: '${env:NO}', seen: undefined },
    });
  });
  it('uses no secret in plain text, and says so without it', async () => {
    const { problems } = read({
      Stage: { integrations: { pets: { authentication: { login: { username: 'a', password: 'hunter2' } } } } },
    });
    assert.match(problems.join(), /authentication\.login\.password of pets in Stage/);
    assert.doesNotMatch(problems.join(), /hunter2/);
    const given = await overlay({ pets: { authentication: { login: { username: 'a', password: 'hunter2' } } } });
    assert.deepEqual(Object.keys(given), [at('authentication', 'login', 'username')]);
  });
  it('is forgiven what is broken', () => {
    assert.equal(readEnvironments('{').problems.length, 1);
    assert.deepEqual(read(7, { local: ['/tls', 3] }).local, ['/properties/properties/tls']);
  });
  it('begins with the connections, and is what its schema says', () => {
    const check = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(environmentsSchema()) as object);
    const fresh = newEnvironments([{ name: 'Dev', url: 'https://dev.example.com' }]);
    assert.ok(check(JSON.parse(fresh)), JSON.stringify(check.errors));
    assert.equal(environmentOf(readEnvironments(fresh), { name: '', url: 'https://dev.example.com' })?.name, 'Dev');
    assert.ok(!check({ environments: { Dev: { host: 'x' } } }));
  });
});

describe('files that are brought up to date', () => {
  it('stay exported ones, or keep the layout that somebody gave them', async () => {
    const file = exportText(service());
    const item = planItem(
      await side('platform', service(withHost('new'))),
      await side('folder', asObject(readExact(file))),
      { source: service(), target: service() },
      travel('folder'),
    );
    const result = resultOf(item, usualChoice(item));
    assert.equal(fileText(file, result, item.differences), exportText({ ...result }));
    const own = file.replaceAll('    ', '  ').replace('{\n', '{\n  "description": "Mine",\n');
    assert.equal(fileText(own, result, item.differences), own.replace('pets.example.com', 'new'));
  });
  it('of models are sorted through and through', async () => {
    let pauses = 0;
    const pause = (): Promise<void> => {
      pauses++;
      return Promise.resolve();
    };
    const text = await modelText(
      '{"paths":{"/b":{"get":{"x":1,"a":"<&>"}},"/a":{}},"10":[],"9":{},"openapi":"3.0.0"}',
      pause,
    );
    assert.equal(
      text,
      '{\n    "10": [],\n    "9": {},\n    "openapi": "3.0.0",\n    "paths": {\n        "/a": {},\n        "/b": {\n            "get": {\n                "a": "\\u003c\\u0026\\u003e",\n                "x": 1\n            }\n        }\n    }\n}',
    );
    assert.ok(pauses > 3);
    assert.equal(await modelText('[]', pause), undefined);
  });
});

describe('random pulls and pushes', () => {
  const rounds = 300;
  const seeded = (seed: number) => (count: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (seed >> 8) % count;
  };
  type Random = ReturnType<typeof seeded>;

  const keys = ['server', 'tls', 'variables', 'weird/~key', '__proto__x'];
  function randomValue(random: Random, depth = 0): Json {
    const kind = random(depth > 2 ? 4 : 6);
    if (kind === 0) return ['a', 'b', ''][random(3)]!;
    if (kind === 1) return random(3);
    if (kind === 2) return random(2) === 0;
    if (kind === 3) return Array.from({ length: random(3) }, () => random(3));
    const count = random(3);
    return Object.fromEntries(
      Array.from({ length: count }, () => [keys[random(keys.length)]!, randomValue(random, depth + 1)]),
    );
  }
  const randomService = (random: Random): JsonObject =>
    service((it) => {
      for (const key of keys) if (random(2) === 0) it[key] = randomValue(random);
    });

  const values = (given: JsonObject) =>
    side('platform', given).then(({ leaves }) => Object.fromEntries([...leaves].sort()));

  it('make equal what everything is taken over of', async () => {
    for (let seed = 1; seed <= rounds; seed++) {
      const random = seeded(seed);
      const [one, other] = [randomService(random), randomService(random)];
      const item = planItem(await side('folder', one), await side('platform', other), undefined, travel('platform'));
      const all = new Set(item.differences.map(({ pointer }) => pointer));
      const result = resultOf(item, all);
      const again = planItem(await side('folder', one), await side('platform', result), undefined, travel('platform'));
      assert.deepEqual(states(again), {}, `seed ${seed}`);
      const emptied = (all: Record<string, Json>) =>
        Object.entries(all).filter(([, value]) => JSON.stringify(value) !== '{}');
      assert.deepEqual(emptied(await values(result)), emptied(await values(one)), `seed ${seed}`);
    }
  });

  it('lose nobody’s change, whoever pulls and pushes in which order', async () => {
    for (let seed = 1; seed <= rounds; seed++) {
      const random = seeded(seed);
      let [file, there] = [service(), service()];
      let base: Base = settle(undefined, await side('folder', file), await side('platform', there), [], new Set());
      let counter = 0;
      // What somebody wrote in a home since both had the same, or were told that they have not: nothing takes its place unasked.
      const written = { file: new Set<string>(), there: new Set<string>() };
      for (let step = 0; step < 8; step++) {
        const key = ['host', 'base_path', 'port'][random(3)]!;
        const what = random(4);
        const change = (given: JsonObject, value: Json): JsonObject => {
          const server = { ...asObject(get(given, ...inner, 'server')), [key]: value };
          return service((it) => (it['server'] = server));
        };
        if (what === 0) [file] = [change(file, ++counter), written.file.add(key)];
        if (what === 1) [there] = [change(there, ++counter), written.there.add(key)];
        if (what < 2) continue;
        const isPull = what === 2;
        const [source, target] = isPull
          ? [await side('platform', there), await side('folder', file)]
          : [await side('folder', file), await side('platform', there)];
        const own: Base = isPull
          ? { ...(base.target && { source: base.target }), ...(base.source && { target: base.source }) }
          : base;
        const item = planItem(source, target, own, travel(target.place));
        const chosen = usualChoice(item);
        const result = resultOf(item, chosen);
        const after = await side(target.place, result);
        const next = settle(own, source, after, item.differences, chosen);
        base = isPull
          ? { ...(next.target && { source: next.target }), ...(next.source && { target: next.source }) }
          : next;
        if (isPull) file = result;
        else there = result;
        const [given, kept] = isPull ? [written.there, written.file] : [written.file, written.there];
        for (const each of ['host', 'base_path', 'port']) {
          const valueIn = (of: JsonObject): Json | undefined => get(of, ...inner, 'server', each);
          if (kept.has(each)) assert.equal(valueIn(result), valueIn(target.service), `seed ${seed}: ${each}`);
          const isConflict = item.differences.some(
            ({ pointer, state }) => pointer === at('server', each) && state === 'conflict',
          );
          if (isConflict) given.delete(each);
          if (valueIn(source.service) !== valueIn(result)) continue;
          for (const all of [given, kept]) all.delete(each);
        }
      }
    }
  });
});

describe('a report', () => {
  it('is written in turns, and holds every step under its heading', async () => {
    const steps = Array.from({ length: 50 }, (_, index): Step => ({
      what: 'integration',
      name: `pets-${index}`,
      kind: index % 2 === 0 ? 'failed' : 'created',
      notes: [],
      properties: [],
    }));
    const homes = { source: 'Dev', target: 'Prod' };
    const report = { title: 'Push', ...homes, at: '2026-01-01T00:00:00Z', isDryRun: false, steps, same: 0 };
    let turns = 0;
    const text = await reportText(report, () => {
      turns++;
      return noPause();
    });
    assert.ok(turns >= steps.length);
    const [, failures = '', created = ''] = text.split('\n## ');
    assert.deepEqual([failures.match(/^- pets-/gm)?.length, created.match(/^- pets-/gm)?.length], [25, 25]);
    assert.match(failures, /^Failed\n\n- pets-0\n- pets-2\n/);
  });
});
