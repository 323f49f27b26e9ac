// Starts other programs: with an environment of their own, a time limit, and nothing left behind.
import { spawn } from 'node:child_process';

const windows = process.platform === 'win32';

/** How long a program may take to end when it is asked to. */
const PATIENCE = 3000;

/** `npm run` hands its own folder and flags down as npm_* variables; a nested npm may only know where packages come from. */
export const cleanEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_/i.test(name) || /^npm_config_(cache|registry|userconfig)$/i.test(name),
    ),
  );

/** Ends a program started with `detached`, and all that it started itself. */
export function endProcess(child, signal = 'SIGTERM') {
  try {
    if (windows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/** A program started with `detached` does not outlive this one. */
export function endWithThisProcess(child, signal = 'SIGTERM') {
  const end = () => endProcess(child, signal);
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

/**
 * Calls `stop` when this program shall end: on Ctrl-C and its like, and when the npm that started it is gone, which hands
 * a signal on to its shell only.
 * @param {() => void} stop
 */
export function onStop(stop) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 500);
  watch.unref();
}

/** Ends this program as `process.exit` does, so that what it started is ended too. */
export const exitOnStop = () => onStop(() => process.exit(130));

/**
 * Runs a program to its end and gives its exit code; 124 when its time was up. What it prints goes to this one's output,
 * or to an open file (its descriptor).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ timeout?: number, env?: Record<string, string | undefined>, cwd?: string, output?: number | 'inherit' }} [options]
 * @returns {Promise<number>}
 */
export function runProcess(command, args, { timeout = 600_000, env = {}, cwd, output = 'inherit' } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', output, output],
    detached: !windows,
  });
  endWithThisProcess(child);
  return new Promise((done) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      endProcess(child);
      setTimeout(endProcess, PATIENCE, child, 'SIGKILL').unref();
    }, timeout);
    const end = (code) => {
      clearTimeout(timer);
      endProcess(child, 'SIGKILL');
      done(late ? 124 : code);
    };
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      end(127);
    });
    child.once('exit', (code) => end(code ?? 1));
  });
}
