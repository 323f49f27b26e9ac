// What our validation and completion cost over the JSON service's bare call with the same text and schema, as at every
// key that is pressed: `npm run bench:editing`. The goal is a ratio of at most 1.5.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root, samples } from '../help/paths.mjs';
import { buildShipped } from '../help/shipped.mjs';

const require = createRequire(import.meta.url);
const { getLanguageService, ClientCapabilities } = require('vscode-json-languageservice');
const { createLanguage, TextDocument } = require(join(root, 'dist/language.js'));

const GOAL = 1.5;
/** Many short rounds in turn, so that whatever else the machine does hits both alike; the first ones warm up. */
const ROUNDS = 400;
const WARM_UP = 100;

const bundle = await buildShipped('src/core/models/readModel.ts', 'src/core/schema.ts');
const { readModel } = require(bundle);
const { integrationSchema } = require(bundle.replace(/readModel\.js$/, 'schema.js'));

const sample = readFileSync(join(samples, 'integrations/sample-healthy.integration.json'), 'utf8');
const document = JSON.parse(readFileSync(join(samples, 'models/sample-service.integration_model.json'), 'utf8'));
const modelCalled = (title) => readModel({ ...document, info: { ...document.info, title } }).model;
const manyModels = (count) => [
  modelCalled('Sample Service'),
  ...Array.from({ length: count - 1 }, (_, index) => modelCalled(`Model ${index}`)),
];

/** The same with as many variables as it takes. */
function enlarged(size) {
  const value = JSON.parse(sample);
  const { variables } = value.properties.properties;
  for (let index = 0; JSON.stringify(value, undefined, 4).length < size; index++)
    for (let each = 0; each < 20; each++) variables[`variable_${index}_${each}`] = `value of ${index} and ${each}`;
  return JSON.stringify(value, undefined, 4);
}

async function main() {
  await measure('integration of 50 KB, 1 model', enlarged(50_000), manyModels(1));
  await measure('integration of 50 KB, 500 models', enlarged(50_000), manyModels(500));
  await measure(`integration of ${(sample.length / 1000).toFixed(1)} KB, 500 models`, sample, manyModels(500));
}

async function measure(what, text, models) {
  const bare = getLanguageService({ clientCapabilities: ClientCapabilities.LATEST });
  const schemas = [{ uri: 'bench://schema', fileMatch: ['*'], schema: integrationSchema(models) }];
  bare.configure({ validate: true, allowComments: false, schemas });
  const language = createLanguage();
  language.setModels(models);
  const around = {
    models: new Map(models.map((model) => [model.id, model])),
    namesakes: () => 1,
    now: Date.now(),
    has: () => true,
  };
  const fresh = () => TextDocument.create('file:///x.integration.json', 'integration', 0, text);
  const at = fresh().positionAt(text.indexOf('"protocol": "') + '"protocol": "'.length);
  const settings = { schemaValidation: 'error', schemaRequest: 'ignore' };
  await compare(
    `validation, ${what}`,
    () => withTree(bare, fresh(), (given, tree) => bare.doValidation(given, tree, settings)),
    () => language.problems(text, around),
  );
  await compare(
    `completion, ${what}`,
    () => withTree(bare, fresh(), (given, tree) => bare.doComplete(given, at, tree)),
    () => language.complete(fresh(), at),
  );
}

/** A keystroke makes another text, which has to be read first. */
const withTree = (service, given, run) => run(given, service.parseJSONDocument(given));

async function compare(what, bare, ours) {
  const times = { bare: [], ours: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.bare.push(await time(bare));
    times.ours.push(await time(ours));
  }
  const [bareTime, ourTime] = [undisturbed(times.bare), undisturbed(times.ours)];
  const ratio = ourTime / bareTime;
  console.log(
    `${what}: bare ${bareTime.toFixed(2)} ms, ours ${ourTime.toFixed(2)} ms, ratio ${ratio.toFixed(2)} (goal ${GOAL})` +
      (ratio > GOAL ? ' MISSED' : ''),
  );
}

async function time(call) {
  const start = performance.now();
  await call();
  return performance.now() - start;
}

/** The lower quartile: a call takes a millisecond, and a busy machine interrupts half of them. */
const undisturbed = (values) => {
  const sorted = values.slice(WARM_UP).sort((a, b) => a - b);
  return sorted[sorted.length >> 2];
};

await main();
