// `npm run bench`: what things cost, as ratios to their floor within one run where there is one.
import { runProcess } from '../help/processes.mjs';
import { join } from 'node:path';

for (const name of ['host', 'calls', 'sweep', 'models', 'form', 'editing']) {
  console.log(`\n── ${name} ──`);
  const code = await runProcess(process.execPath, [join(import.meta.dirname, `${name}.mjs`)], { timeout: 600_000 });
  if (code !== 0) process.exitCode = 1;
}
