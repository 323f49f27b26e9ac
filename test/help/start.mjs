// `npm start`: opens a copy of the sample workspace in a VS Code with this extension, and serves what the samples call.
// VSCODE_HOST=web opens it in the browser even where there is a desktop VS Code.
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startHost } from './host/host.mjs';
import { root, work } from './paths.mjs';
import { cleanEnvironment, onStop } from './processes.mjs';
import { defaultPorts, startSampleService } from './sample-service.mjs';
import { copySamples } from './sample-workspace.mjs';

const HINT = 'Open the Integrations view in the activity bar, click "sample-healthy" and press Test Call.';
const HOST_PORT = 4190;
const windows = process.platform === 'win32';

const { values } = parseArgs({
  options: {
    /** Where the working copy and the data of the VS Code for the browser go. */
    folder: { type: 'string', default: work },
  },
});

async function start(folder) {
  const stopped = new Promise((stop) => onStop(() => stop('stopped')));
  const service = await startSampleService(defaultPorts);
  const workspace = copySamples(join(folder, 'sample-workspace'), service.ports);
  console.log(`Sample service: ${service.http}/api/v1 and ${service.https}/api/v1`);
  const code = desktopCode();
  const server = code ? undefined : await openWeb(join(folder, 'start'), workspace);
  if (code) openDesktop(code, workspace);
  console.log(`Try this: ${HINT}\nCtrl-C ends it.`);
  const reason = await Promise.race([stopped, ...(server ? [server.ended.then(() => 'ended')] : [])]);
  await Promise.all([service.close(), server?.stop()]);
  if (reason === 'ended') console.error(`VS Code ended by itself: see ${server.log}.`);
  process.exit(reason === 'ended' ? 1 : 0);
}

function openDesktop(code, workspace) {
  console.log(`VS Code:        opens ${workspace} with ${code}`);
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, workspace];
  const options = { env: cleanEnvironment(), stdio: 'ignore', shell: windows };
  spawn(windows ? `"${code}"` : code, args, options).once('error', (error) => console.error(error.message));
}

async function openWeb(folder, workspace) {
  installExtension(join(folder, 'extensions'));
  const server = await startOnPort(folder, Number(process.env.PORT ?? HOST_PORT));
  console.log(`VS Code:        ${server.url(workspace)}`);
  openBrowser(server.url(workspace));
  return server;
}

/** A person's page shall keep its address (and with it what the browser stored), if nobody else has it. */
const startOnPort = (folder, port) =>
  startHost({ folder, port }).catch((error) => {
    if (error.message.includes('EADDRINUSE')) return startHost({ folder });
    throw error;
  });

/** The server's extension folder gets a link to this clone. */
function installExtension(extensions) {
  const { publisher, name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  rmSync(extensions, { recursive: true, force: true });
  mkdirSync(extensions, { recursive: true });
  symlinkSync(root, join(extensions, `${publisher}.${name}-${version}`), 'junction');
}

/** The user's own VS Code: none without a display, nor for root on Linux, whom it refuses. */
function desktopCode() {
  const { VSCODE_HOST, DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = process.env;
  const linux = process.platform === 'linux';
  if (VSCODE_HOST === 'web' || (linux && !(DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME))) return undefined;
  if (linux && process.getuid() === 0) return undefined;
  return ['code', 'code-insiders', 'codium'].map(onPath).find((path) => path !== undefined);
}

function onPath(name) {
  const paths = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, windows ? `${name}.cmd` : name));
  return paths.find((path) => !path.includes('node_modules') && isExecutable(path));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Only for a person who sits before it. */
function openBrowser(url) {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  const mac = process.platform === 'darwin';
  if (CI || !process.stdout.isTTY || !(mac || DISPLAY || WAYLAND_DISPLAY)) return;
  const options = { stdio: 'ignore', detached: true };
  spawn(mac ? 'open' : 'xdg-open', [url], options)
    .once('error', () => undefined)
    .unref();
}

await start(resolve(values.folder));
