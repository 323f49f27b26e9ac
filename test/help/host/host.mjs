// Starts and stops a VS Code server on loopback, with data and extension folders of its own.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { endProcess, endWithThisProcess } from '../processes.mjs';
import { installHost } from './install.mjs';

const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'remote.autoForwardPorts': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  // As on the desktop; in a browser the default is to save after a second.
  'files.autoSave': 'off',
};

const START_LIMIT = 60_000;

/**
 * @typedef {{
 *   readonly folder: string, readonly port?: number, readonly env?: Record<string, string>,
 *   readonly settings?: Record<string, unknown>, readonly trust?: boolean, readonly idleSeconds?: number
 * }} HostOptions
 */

/**
 * A running VS Code server.
 * @typedef {{
 *   readonly port: number, readonly folder: string, readonly log: string,
 *   readonly url: (workspace?: string) => string, readonly crashes: () => string[],
 *   readonly ended: Promise<unknown>, readonly stop: () => Promise<void>
 * }} HostServer
 */

/**
 * Starts the server; `folder` keeps its data. With `trust: true` it asks whether to trust a workspace.
 * @param {HostOptions} options
 * @returns {Promise<HostServer>}
 */
export async function startHost({ folder, port = 0, env = {}, settings = {}, trust = false, idleSeconds }) {
  const host = installHost();
  writeSettings(folder, { ...quiet, ...settings });
  const log = join(folder, 'server.log');
  const child = spawn(
    host.node,
    [host.entry, ...serverArguments(folder, port, trust), ...idleArguments(host, idleSeconds)],
    {
      env: { ...serverEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  const ended = new Promise((done) => child.once('exit', done));
  endWithThisProcess(child, 'SIGKILL');
  const output = collect(child, log);
  const bound = await listening(child, output, ended, log);
  return {
    port: bound,
    folder,
    log,
    ended,
    url: (workspace) => `http://127.0.0.1:${bound}/?${query(workspace)}`,
    crashes: () => crashesIn(output.text),
    stop: () => stop(child, ended),
  };
}

/** Settings that a person changed in an earlier run stay. */
function writeSettings(folder, settings) {
  mkdirSync(join(folder, 'data/User'), { recursive: true });
  mkdirSync(join(folder, 'extensions'), { recursive: true });
  // Without a file of its own code-server writes one into the user's home.
  writeFileSync(join(folder, 'config.yaml'), '');
  const file = join(folder, 'data/User/settings.json');
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(settings, null, 2));
}

// prettier-ignore
const serverArguments = (folder, port, trust) => [
  '--auth', 'none',
  '--bind-addr', `127.0.0.1:${port}`,
  '--config', join(folder, 'config.yaml'),
  '--user-data-dir', join(folder, 'data'),
  '--extensions-dir', join(folder, 'extensions'),
  '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened',
  ...(trust ? [] : ['--disable-workspace-trust']),
];

const idleArguments = ({ stopsWhenIdle }, seconds) =>
  stopsWhenIdle && seconds ? ['--idle-timeout-seconds', String(seconds)] : [];

/** Nothing of an outer VS Code, npm or code-server may reach this one; no gallery means no question to the network. */
const serverEnvironment = () => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VSCODE_|npm_|ELECTRON_|CODE_SERVER_|PORT$|PASSWORD$|HASHED_PASSWORD$)/i.test(name),
    ),
  ),
  EXTENSIONS_GALLERY: '{}',
});

function collect(child, log) {
  const output = { text: '' };
  const file = createWriteStream(log);
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output.text += data;
      file.write(data);
    });
  }
  child.once('close', () => file.end());
  return output;
}

async function listening(child, output, ended, log) {
  const bound = new Promise((resolve) => {
    child.stdout.on('data', () => {
      const match = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output.text);
      if (match) resolve(Number(match[1]));
    });
  });
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, START_LIMIT)));
  child.once('error', (error) => (output.text += error.message));
  const port = await Promise.race([bound, ended.then(() => undefined), late]);
  clearTimeout(timer);
  if (typeof port === 'number') return port;
  endProcess(child, 'SIGKILL');
  throw new Error(`The VS Code server did not start (see ${log}): ${output.text.slice(-500)}`);
}

async function stop(child, ended) {
  endProcess(child);
  const timer = setTimeout(endProcess, 3000, child, 'SIGKILL');
  await ended;
  clearTimeout(timer);
  endProcess(child, 'SIGKILL');
}

const query = (workspace) => {
  if (workspace === undefined) return new URLSearchParams({ ew: 'true' });
  return new URLSearchParams({ [workspace.endsWith('.code-workspace') ? 'workspace' : 'folder']: resolve(workspace) });
};

/** How extension hosts of this server ended badly; VS Code itself calls a killed one a success. */
const crashesIn = (text) =>
  [...text.matchAll(/Extension Host Process exited with code: (\S+), signal: (\S+?)\.?\s/g)]
    .filter(([, code, signal]) => code !== '0' || signal !== 'null')
    .map(([, code, signal]) => `code ${code}, signal ${signal}`);
