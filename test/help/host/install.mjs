// Puts a real VS Code for the browser (npm's code-server) and the Node that it wants into a folder, without a compiler
// or any other download. The folder lies outside the clone, so that all clones share it.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { cacheFolder } from '../paths.mjs';
import { cleanEnvironment } from '../processes.mjs';

const ripgrepPackage = `@vscode/ripgrep-${process.platform}-${process.arch}`;

/** The package's version names that of VS Code: 4.139.1 carries 1.139.1. */
const latest = {
  codeServer: '4.139.1',
  nodeVersion: '24.21.0',
  stubs: ['@vscode/spdlog', '@vscode/native-watchdog'],
  more: {},
};
/** The oldest VS Code that is supported: `npm test -- inside --floor`. */
const floor = {
  codeServer: '4.103.2',
  nodeVersion: '22.23.3',
  stubs: ['@vscode/spdlog', 'native-watchdog', 'argon2'],
  // This one would download its search program from elsewhere.
  more: { [ripgrepPackage]: '1.18.0' },
};

const nodePackage = `node-${process.platform}-${process.arch}`;

/**
 * `stopsWhenIdle`: the server knows the option that ends it when no window has been open for some time.
 * @typedef {{ readonly node: string, readonly entry: string, readonly stopsWhenIdle: boolean }} Host
 */

/**
 * The VS Code host, installed first where it is missing.
 * @returns {Host}
 */
export function installHost() {
  const version = process.env.INTEGRATION_TEST_FLOOR ? floor : latest;
  const folder = hostFolder(version);
  if (!isComplete(folder, version)) install(folder, version);
  return hostIn(folder, version);
}

function hostFolder(version) {
  const { VSCODE_HOST_DIR } = process.env;
  return VSCODE_HOST_DIR && version === latest
    ? resolve(VSCODE_HOST_DIR)
    : join(cacheFolder(), `vscode-host-${version.codeServer}`);
}

const usesOwnNode = ({ nodeVersion }) => process.versions.node.split('.')[0] === nodeVersion.split('.')[0];

const stampOf = (version) =>
  `code-server ${version.codeServer} ${usesOwnNode(version) ? 'own node' : `${nodePackage} ${version.nodeVersion}`} stubs2\n`;

function install(folder, version) {
  if (process.platform === 'win32') {
    throw new Error('On Windows this needs the desktop VS Code, with its `code` command on the PATH.');
  }
  console.error('Getting VS Code for the browser from npm: about 270 MB, once for this machine …');
  removeAbandoned(folder);
  const temporary = `${folder}.${process.pid}.tmp`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  try {
    fill(temporary, version);
    moveInPlace(temporary, folder, version);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function fill(folder, version) {
  const { codeServer, nodeVersion, stubs, more } = version;
  const dependencies = {
    'code-server': codeServer,
    ...(!usesOwnNode(version) && { [nodePackage]: nodeVersion }),
    ...more,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  npmInstall(folder);
  npmInstall(vscode, '--omit=dev');
  npmInstall(join(vscode, 'extensions'), '--omit=dev');
  for (const name of stubs) replaceAddOn(name, folder, vscode);
  if (ripgrepPackage in more) {
    const bin = join(vscode, 'node_modules/@vscode/ripgrep/bin');
    cpSync(join(folder, 'node_modules', ripgrepPackage, 'bin'), bin, { recursive: true });
  }
  removeUnused(folder, vscode);
  writeFileSync(join(folder, 'complete'), stampOf(version));
}

/** A package whose native part would have to be compiled. */
function replaceAddOn(name, ...roots) {
  const copies = roots.map((root) => join(root, 'node_modules', name)).filter((copy) => existsSync(copy));
  const stub = join(import.meta.dirname, `stubs/${basename(name)}.cjs`);
  for (const copy of copies) copyFileSync(stub, createRequire(join(copy, 'package.json')).resolve(copy));
}

function npmInstall(cwd, ...more) {
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...more];
  const { status } = spawnSync('npm', args, { cwd, env: cleanEnvironment(), stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`Could not get VS Code for the browser: npm install failed in ${cwd}.`);
}

/** Large parts that no test and no sample ever loads. */
function removeUnused(folder, vscode) {
  const unused = [
    '@github/copilot-sdk',
    `@github/copilot-sdk-${process.platform}-${process.arch}`,
    '@microsoft/mxc-sdk',
  ];
  for (const name of unused) rmSync(join(vscode, 'node_modules', name), { recursive: true, force: true });
  rmSync(join(folder, 'node_modules', nodePackage, 'include'), { recursive: true, force: true });
}

/** A folder is seen by others only when it is complete; when two install at once, the first one's stays. */
function moveInPlace(temporary, folder, version) {
  const old = `${temporary}.old`;
  try {
    if (existsSync(folder) && !isComplete(folder, version)) renameSync(folder, old);
    renameSync(temporary, folder);
  } catch (error) {
    if (!isComplete(folder, version)) throw error;
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

/** What installs left that were broken off. */
function removeAbandoned(folder) {
  const parent = dirname(folder);
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const [, pid] = name.startsWith(`${basename(folder)}.`) ? (/\.(\d+)\.tmp(\.old)?$/.exec(name) ?? []) : [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function isComplete(folder, version) {
  const file = join(folder, 'complete');
  return existsSync(file) && readFileSync(file, 'utf8') === stampOf(version);
}

const hostIn = (folder, version) => ({
  node: usesOwnNode(version) ? process.execPath : join(folder, 'node_modules', nodePackage, 'bin/node'),
  entry: join(folder, 'node_modules/code-server/out/node/entry.js'),
  stopsWhenIdle: version === latest,
});
