#!/usr/bin/env node
// Stands in for the `code` executable where no desktop VS Code can be had: takes the same arguments for a test run and
// carries it out in the VS Code for the browser. Give its path to @vscode/test-electron, or as VSCODE_EXECUTABLE.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitOnStop } from '../processes.mjs';
import { runTestsInHost } from './run-tests.mjs';

exitOnStop();
const options = {};
const rest = [];
for (const argument of process.argv.slice(2)) {
  const [, name, value = ''] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
  if (name === undefined) rest.push(argument);
  else (options[name] ??= []).push(value);
}

const { extensionTestsPath: [tests] = [], extensionDevelopmentPath: extensions = [] } = options;
if (!tests) {
  console.error('code-shim only runs extension tests.');
  process.exit(2);
}

const forTests = Object.entries(process.env).filter(([name]) => /^(INTEGRATION_TEST_|SAMPLE_)/.test(name));
const debugging = options['remote-debugging-port']?.map((port) => `--remote-debugging-port=${port}`);

process.exitCode = await runTestsInHost({
  folder: options['user-data-dir']?.[0] ?? mkdtempSync(join(tmpdir(), 'code-shim-')),
  extensions,
  tests,
  workspace: rest[0],
  env: Object.fromEntries(forTests),
  ...(debugging && { browserFlags: debugging }),
});
