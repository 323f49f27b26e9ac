// `npm run platform`: an emulated platform with the sample models and an integration of each, for a person to try.
// `npm run platform -- --secrets vault --list integrations` sets switches; switches.mjs says which there are.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../paths.mjs';
import { startPlatform } from './platform.mjs';
import { defaults } from './switches.mjs';

const PORT = 4130;

const {
  values: { port, ...given },
} = parseArgs({
  options: {
    port: { type: 'string', default: String(PORT) },
    ...Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' }])),
  },
});

/** As the defaults are typed. */
function switchesOf(given) {
  const typed = (name, text) => {
    const usual = typeof defaults[name];
    return usual === 'number' ? Number(text) : usual === 'boolean' ? text === 'true' : text;
  };
  return Object.fromEntries(Object.entries(given).map(([name, text]) => [name, typed(name, text)]));
}

const documentsIn = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(root, folder, name), 'utf8')));

const platform = await startPlatform(switchesOf(given), { port: Number(port) });
for (const document of [...documentsIn('test/samples/OpenAPIs'), ...documentsIn('test/samples/models')])
  platform.addModel(document.model ?? document);
for (const versionId of platform.models.keys()) {
  const name = `${versionId.toLowerCase().replaceAll(/[^a-z\d]+/g, '-')}-dev`;
  platform.addIntegration({ name, type: 'Adapter', virtual: true, properties: { id: name, type: versionId } });
}
const [admin] = platform.users;
console.log(`The platform is at ${platform.url}, made anew each time. Ctrl-C ends it.`);
console.log(`  user    ${admin.username}   password ${admin.password}`);
console.log(`  client  ${platform.client.id}   secret   ${platform.client.secret}`);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void platform.close());
