// What the pre-flight says of real vendors' documents, held against golden files that were reviewed by eye.
// `INTEGRATION_TEST_GOLDEN=write npm test -- unit --grep golden` writes them anew.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv04 from 'ajv-draft-04';
import v20 from '@seriousme/openapi-schema-validator/schemas/v2.0/schema.json' with { type: 'json' };
import v30 from '@seriousme/openapi-schema-validator/schemas/v3.0/schema.json' with { type: 'json' };
import { load } from 'js-yaml';
import { asString, type JsonObject } from '../../src/core/json.ts';
import { preflight, type Preflight } from '../../src/core/preflight/preflight.ts';
import { structureErrors } from '../../src/core/preflight/structure/validators.ts';

const root = join(import.meta.dirname, '../..');
const corpus = join(root, '../shared/corpus');
const present = existsSync(corpus)
  ? readdirSync(corpus).filter((file) => /(?<!^manifest)\.(json|ya?ml)$/.test(file))
  : [];

/** Vendors whose documents are in order, apart from what is theirs to say. */
const vendors =
  /^(itential-assets|derived)__|^(arista-cv__(tag|event|inventory)|bloxone__(anycast|fw|keys)|cloudflare|datadog|github|kentik__openapiv3_site_v202509|kubernetes|meraki|netbox|nomad|pagerduty__rest|pan__(sase_auth|scm_iam_Roles|scm_config_sase_objects)|redocly|slack|swagger-js__petstore\.json|swagger-js__petstore-oas3|tmf639|twilio__(api|verify)|vault)/;
const reviewed = present.filter((file) => vendors.test(file));

interface Golden {
  readonly id: string;
  readonly operations: number;
  readonly lost: number;
  readonly problems: Readonly<
    Record<string, { readonly severity: string; readonly count: number; readonly first: string }>
  >;
}

function summary({ id, operations, lost, problems }: Preflight): Golden {
  const found: Record<string, { severity: string; count: number; first: string }> = {};
  for (const { code, severity, message, start } of problems) {
    const first = `${start.line + 1}:${start.character + 1} ${message}`;
    found[code] = { severity, first, ...found[code], count: (found[code]?.count ?? 0) + 1 };
  }
  return { id, operations, lost, problems: found };
}

describe('golden pre-flights', function () {
  this.timeout(60_000);
  if (present.length === 0) it.skip('the collection of vendors’ documents is not on this machine');
  for (const file of reviewed) {
    it(file, async () => {
      const golden = join(root, 'test/fixtures/preflight', `${file.replace(/\.\w+$/, '')}.json`);
      const actual = summary(await preflight(readFileSync(join(corpus, file)), {}));
      if (process.env['INTEGRATION_TEST_GOLDEN'] === 'write') {
        mkdirSync(dirname(golden), { recursive: true });
        writeFileSync(golden, `${JSON.stringify(actual, undefined, 2)}\n`);
      }
      assert.ok(existsSync(golden), `The golden file ${golden} is missing.`);
      assert.deepEqual(actual, JSON.parse(readFileSync(golden, 'utf8')));
    });
  }
});

/** Small enough to be judged a dozen times in a moment. */
const small = present
  .filter((file) => readFileSync(join(corpus, file)).length < 150_000)
  .filter((_, index) => index % 3 === 0);

describe('the structure of documents', function () {
  this.timeout(60_000);
  const original = { '2.0': new Ajv04(options()).compile(v20), '3.0': new Ajv04(options()).compile(v30) };
  const versionOf = (document: JsonObject): '2.0' | '3.0' | undefined =>
    document['swagger'] === '2.0' ? '2.0' : /^3\.0\.\d$/.test(asString(document['openapi']) ?? '') ? '3.0' : undefined;
  for (const file of small) {
    it(`of ${file} and its mutants is judged as by the published schema`, () => {
      const text = readFileSync(join(corpus, file), 'utf8');
      const document = load(text.replace(/^\uFEFF/, ''), { json: true }) as JsonObject;
      const version = versionOf(document);
      if (!version) return;
      for (const seed of [0, 1, 2, 3, 4, 5]) {
        const mutant = seed === 0 ? document : mutated(document, seed);
        assert.equal(structureErrors(mutant, version).length === 0, original[version](mutant), `seed ${seed}`);
      }
    });
  }
});

function options() {
  return { strict: false, validateFormats: false, logger: false } as const;
}

/** One value somewhere becomes another or goes, at a place that the seed chooses. */
function mutated(document: JsonObject, seed: number): JsonObject {
  const copy = structuredClone(document);
  let at = copy as Record<string, unknown>;
  let random = seed * 7919;
  for (;;) {
    random = (random * 1103515245 + 12345) % 2147483648;
    const keys = Object.keys(at);
    const key = keys[random % keys.length] ?? '';
    const next = at[key];
    if (typeof next === 'object' && next !== null && Object.keys(next).length > 0 && random % 7 > 0)
      at = next as Record<string, unknown>;
    else {
      if (random % 3 === 0 && !Array.isArray(at)) Reflect.deleteProperty(at, key);
      else at[key] = random % 3 === 1 ? 42 : { unheard: 'of' };
      return copy;
    }
  }
}
