// Form, editor and test call on the same texts: whatever one of them finds wrong, the others say too.
import assert from 'node:assert/strict';
import { buildForm, fieldsOf } from '../../src/core/form/buildForm.ts';
import { openConnection } from '../../src/core/connection.ts';
import { readIntegration } from '../../src/core/integration.ts';
import { readJsonText, type Json } from '../../src/core/json.ts';
import { createLanguage } from '../../src/core/language.ts';
import type { Model } from '../../src/core/model.ts';
import { noticeOf, problemsBeside } from '../../src/core/form/notices.ts';
import { placeOf } from '../../src/core/place.ts';
import { startsWith, toPointer } from '../../src/core/pointer.ts';
import type { Problem } from '../../src/core/problem.ts';
import type { SecretReference, World } from '../../src/core/world.ts';
import { around, shop } from '../help/documents.ts';

const models = [
  shop(),
  shop({ title: 'Bank', schemes: { token: { type: 'http', scheme: 'bearer' } }, url: 'http://bank.example.com:8080' }),
  shop({ title: 'Vault', schemes: { mtls: { type: 'mutualTLS' }, key: { type: 'apiKey', in: 'header', name: 'X' } } }),
];

/** mulberry32: the same texts in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const texts: readonly string[] = [
  ...['', 'x', 'Token ${secret:known}', '${secret:lost}', '${env:known}'],
  ...['$SECRET_a $KEY_b', 'a $SECRET_b', '$ENCx'],
];
/** The first one is good; undefined stands for a key that is not there. */
const choices: Readonly<Record<string, readonly (Json | undefined)[]>> = {
  protocol: ['https', 'http', 'HTTPS', 'ftp', '', 7, null, undefined],
  host: ['shop.example.com', '127.0.0.1', '::1', '', 'a/b', 'a b', '{x}.example', 8, undefined, '${env:known}'],
  port: [443, 80, 0, 65_536, 1.5, '443', 'x', null, undefined],
  base_path: ['/api', '', '/a?b', '/{v}', null, 3, undefined],
  enabled: [true, false, null, 'yes', undefined],
  rejectUnauthorized: [true, false, undefined],
  name: ['shop-dev', 'a/b', '', 5],
  type: ['Adapter', 'Application'],
};

function generate(random: () => number): string {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  /** Mostly the good one. */
  const value = (key: string): Json | undefined =>
    random() < 0.8 ? choices[key]![0] : pick<Json | undefined>(choices[key]!);
  const block = (...keys: string[]): Record<string, Json> =>
    JSON.parse(JSON.stringify(Object.fromEntries(keys.map((key) => [key, value(key)])))) as Record<string, Json>;
  const fields = ['username', 'password', 'value', 'certificate', 'key'];
  const credentials = (): Json =>
    random() < 0.2
      ? pick<Json>([...texts, null, 4])
      : Object.fromEntries(fields.slice(Math.floor(random() * 4)).map((key) => [key, pick(texts)]));
  const odd = (good: Json): Json => (random() < 0.05 ? pick<Json>([null, [], 'x', 1]) : good);
  const [modelId, scheme] = pick(schemes);
  const authentication = random() < 0.2 ? {} : { [random() < 0.9 ? scheme : 'nobody']: credentials() };
  const connection = {
    authentication: odd(authentication),
    server: odd(block('protocol', 'host', 'port', 'base_path')),
    tls: odd(block('enabled', 'rejectUnauthorized')),
    ...(random() < 0.1 && { unknown: pick(texts) }),
  };
  const service = {
    ...block('name', 'type'),
    model: `@itential/adapter_${modelId}`,
    properties: { id: 'shop-dev', type: random() < 0.9 ? modelId : 'x', properties: connection },
    virtual: true,
  };
  const text = JSON.stringify(pick<Json>([service, service, { data: service }, { properties: service }]), undefined, 2);
  return random() < 0.03 ? text.slice(0, Math.floor(random() * text.length)) : text;
}

const schemes = [
  ...[['Shop:1.0.0', 'basicAuth'] as const, ['Bank:1.0.0', 'token'] as const],
  ...[['Vault:1.0.0', 'mtls'] as const, ['Vault:1.0.0', 'key'] as const, ['Nobody:1', 'x'] as const],
];

const has = ({ name }: SecretReference): boolean => name === 'known';
const world = {
  secret: (reference: SecretReference) => Promise.resolve(has(reference) ? 'known.example' : undefined),
} as World;

const told = ({ code, path }: Problem): string => `${code} ${toPointer(path)}`;

/** What stands in the way of a call whatever the values of the secrets are. */
const barring = /^(protocol-unknown|host-|port-invalid|placeholder-unresolved|base-path-|secret-missing)/;

describe('2,000 generated integrations', () => {
  const random = numbers(20_261_124);
  const language = createLanguage();
  const all = Array.from({ length: 2000 }, () => generate(random));
  const editor = new Map<string, readonly Problem[]>();
  const readable = (): { text: string; problems: readonly Problem[] }[] =>
    [...editor]
      .filter(([, found]) => !found.some(({ code }) => code === 'syntax'))
      .map(([text, problems]) => ({ text, problems }));
  before(async function () {
    this.timeout(60_000);
    language.setModels(models);
    for (const text of all) editor.set(text, await language.problems(text, around(models, { has })));
  });

  it('have every kind of problem, and none', () => {
    const codes = new Set([...editor.values()].flat().map(({ code }) => code));
    for (const code of [
      ...['syntax', 'schema', 'value-not-allowed', 'unknown-model', 'unknown-scheme', 'name-with-slash'],
      ...['id-is-not-name', 'type-is-not-model', 'protocol-unknown', 'host-missing', 'host-not-plain', 'port-invalid'],
      ...['placeholder-unresolved', 'base-path-not-plain', 'secret-over-http', 'certificate-not-checked'],
      ...['mutual-tls-not-enforced', 'literal-secret', 'vault-reference-partial', 'secret-missing'],
    ])
      assert.ok(codes.has(code), code);
    assert.ok([...editor.values()].some((found) => found.length === 0));
  });

  it('have their problems at places of the text', () => {
    for (const [text, problems] of editor) {
      const { root } = readJsonText(text);
      for (const problem of problems) {
        const { offset, length } = placeOf(problem, root);
        assert.ok(offset >= 0 && offset + length <= Math.max(text.length, 1), `${told(problem)} in ${text}`);
      }
    }
  });

  it('have the same problems in the form', () => {
    for (const { text, problems } of readable()) {
      const integration = readIntegration(text);
      const model = models.find(({ id }) => id === integration.modelId);
      const form = buildForm({ integration, text, model, problems, has });
      const inFields = fieldsOf(form).flatMap((field) => field.problems.map(({ message }) => message));
      const inHead = problemsBeside(form, problems).map((problem) => noticeOf(problem).message);
      for (const { path, message } of problems)
        assert.ok(
          inFields.includes(message) || inHead.includes(`${path.at(-1)}: ${message}`) || inHead.includes(message),
          message,
        );
      const known = problems.map(({ message }) => message);
      assert.deepEqual(
        inFields.filter((message) => !known.includes(message)),
        [],
      );
    }
  });

  it('are refused by a test call for what the editor says, and for nothing else', async () => {
    for (const { text, problems } of readable()) {
      const integration = readIntegration(text);
      const model: Model | undefined = models.find(({ id }) => id === integration.modelId);
      if (!model) continue;
      const opened = await openConnection(integration, model, world);
      const refused = opened.ok ? [] : opened.failure;
      for (const each of refused.filter(({ code }) => code !== 'secret-on-platform')) {
        const same = problems.some((one) => told(one) === told(each) && one.message === each.message);
        const above = problems.some(({ severity, path }) => severity === 'error' && startsWith(each.path, path));
        assert.ok(same || above, `only the call says ${told(each)} of ${text}`);
      }
      for (const each of problems.filter(({ code }) => barring.test(code)))
        assert.ok(
          refused.some((one) => told(one) === told(each)),
          `only the editor says ${told(each)} of ${text}`,
        );
    }
  });
});
