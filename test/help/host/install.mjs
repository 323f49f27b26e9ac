// Puts a real VS Code for the browser (npm's code-server) and the Node that it wants into a folder, without a compiler
// or any other download. The folder lies outside the clone, so that all clones share it.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { cacheFolder } from '../paths.mjs';
import { cleanEnvironment } from '../processes.mjs';

/** Carries VS Code 1.139.1. */
const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';

const nodePackage = `node-${process.platform}-${process.arch}`;
const ownNode = process.versions.node.split('.')[0] === NODE.split('.')[0];
const stamp = `code-server ${CODE_SERVER} ${ownNode ? 'own node' : `${nodePackage} ${NODE}`} stubs2\n`;

/** @typedef {{ readonly node: string, readonly entry: string }} Host */

/**
 * The VS Code host, installed first where it is missing.
 * @returns {Host}
 */
export function installHost() {
  const folder = hostFolder();
  if (!isComplete(folder)) install(folder);
  return hostIn(folder);
}

function hostFolder() {
  const { VSCODE_HOST_DIR } = process.env;
  return VSCODE_HOST_DIR ? resolve(VSCODE_HOST_DIR) : join(cacheFolder(), `vscode-host-${CODE_SERVER}`);
}

function install(folder) {
  if (process.platform === 'win32') {
    throw new Error('On Windows this needs the desktop VS Code, with its `code` command on the PATH.');
  }
  console.error('Getting VS Code for the browser from npm: about 270 MB, once for this machine …');
  removeAbandoned(folder);
  const temporary = `${folder}.${process.pid}.tmp`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  try {
    fill(temporary);
    moveInPlace(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function fill(folder) {
  const dependencies = { 'code-server': CODE_SERVER, ...(!ownNode && { [nodePackage]: NODE }) };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  npmInstall(folder);
  npmInstall(vscode, '--omit=dev');
  npmInstall(join(vscode, 'extensions'), '--omit=dev');
  for (const name of ['spdlog', 'native-watchdog']) {
    copyFileSync(join(import.meta.dirname, `stubs/${name}.cjs`), join(vscode, `node_modules/@vscode/${name}/index.js`));
  }
  removeUnused(folder, vscode);
  writeFileSync(join(folder, 'complete'), stamp);
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
function moveInPlace(temporary, folder) {
  const old = `${temporary}.old`;
  try {
    if (existsSync(folder) && !isComplete(folder)) renameSync(folder, old);
    renameSync(temporary, folder);
  } catch (error) {
    if (!isComplete(folder)) throw error;
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

function isComplete(folder) {
  const file = join(folder, 'complete');
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

const hostIn = (folder) => ({
  node: ownNode ? process.execPath : join(folder, 'node_modules', nodePackage, 'bin/node'),
  entry: join(folder, 'node_modules/code-server/out/node/entry.js'),
});
