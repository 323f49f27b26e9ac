// Finds a Chromium, Chrome or Edge on this machine (on Debian as root: installs one) and starts it headless for a test.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const usualPlaces = {
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
  ),
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) =>
    ['Google/Chrome', 'Chromium', 'Microsoft/Edge'].map((app) =>
      join(process.env[variable] ?? 'C:/', app, 'Application', app.endsWith('Edge') ? 'msedge.exe' : 'chrome.exe'),
    ),
  ),
};

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat(
  ['background-networking', 'component-update', 'sync'].map((feature) => `--disable-${feature}`),
);

/** The path of a browser to test with; throws one sentence that says what to install when there is none. */
export function ensureChromium() {
  const found = findChromium() ?? (installChromium() && findChromium());
  if (found) return found;
  throw new Error('The browser tests need Chromium, Chrome or Edge: install one, or set CHROMIUM to the path of one.');
}

/**
 * Starts the browser; the caller closes it.
 * @param {readonly string[]} [more] further command-line switches
 */
export const launchChromium = (more = []) =>
  chromium.launch({ executablePath: ensureChromium(), args: [...flags, ...more], handleSIGINT: false });

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return (usualPlaces[process.platform] ?? onPath).find((path) => existsSync(path));
}

function installChromium() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.error('Installing Chromium for the browser tests with apt-get …');
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', ...args], { env: aptEnvironment(), stdio: 'ignore' }).status === 0;
  return apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation');
}

const aptEnvironment = () => ({ ...process.env, DEBIAN_FRONTEND: 'noninteractive' });
