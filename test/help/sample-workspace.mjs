// Makes a working copy of test/samples: with the ports of the running service, and the demo values in a `.env` file.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { samples } from './paths.mjs';
import { credentials, defaultPorts } from './sample-service.mjs';

/**
 * Replaces `folder` by a fresh copy of the samples.
 * @param {string} folder
 * @param {{ readonly http: number, readonly https: number }} ports
 */
export function copySamples(folder, ports) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(samples, folder, { recursive: true, filter: (path) => !path.endsWith('README.md') });
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!String(name).endsWith('.json')) continue;
    const file = join(folder, String(name));
    writeFileSync(file, withPorts(readFileSync(file, 'utf8'), ports));
  }
  writeFileSync(join(folder, '.env'), environmentFile());
  return folder;
}

const withPorts = (text, ports) =>
  Object.entries(defaultPorts).reduce(
    (result, [scheme, port]) =>
      result
        .replaceAll(`"port": ${port}`, `"port": ${ports[scheme]}`)
        .replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${ports[scheme]}`),
    text,
  );

const environmentFile = () => `# Demo values for the sample service; the integrations refer to them as \${env:NAME}.
SAMPLE_USER_PASSWORD=${credentials.password}
SAMPLE_WRONG_PASSWORD=not-${credentials.password}
SAMPLE_API_KEY=${credentials.apiKey}
SAMPLE_BEARER_TOKEN=${credentials.token}
`;
