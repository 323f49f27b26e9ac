// Makes a stack trace name the lines of the TypeScript files where it names lines of a bundle. Node does so by itself
// with --enable-source-maps, but not in VS Code's extension host, which prints stacks in its own way.
import { findSourceMap } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './paths.mjs';

/** @param {string} stack */
export const originalStack = (stack) =>
  stack.replace(/([^\s()]+\.js):(\d+):(\d+)/g, (place, file, line, column) => original(file, line, column) ?? place);

function original(file, line, column) {
  const path = resolve(root, file);
  const entry = findSourceMap(path)?.findEntry(Number(line) - 1, Number(column) - 1);
  if (!entry?.originalSource) return undefined;
  const { originalSource: source, originalLine, originalColumn } = entry;
  const origin = source.startsWith('file:') ? fileURLToPath(source) : resolve(dirname(path), source);
  return `${relative(root, origin)}:${originalLine + 1}:${originalColumn + 1}`;
}
