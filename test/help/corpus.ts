// The collection of vendors' documents, where this machine has it: what its list says of each, and the way to its files.
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from './paths.mjs';

export interface Listed {
  readonly file: string;
  readonly size: number;
  readonly format: 'json' | 'yaml';
  readonly title?: string;
  readonly version: string | null;
  /** Part of a document, not one by itself. */
  readonly fragment?: boolean;
  readonly operations?: number;
  readonly securitySchemes?: readonly string[];
  readonly servers?: readonly string[];
}

export const corpus = join(root, '../shared/corpus');

export const listed: readonly Listed[] = existsSync(join(corpus, 'manifest.json'))
  ? (JSON.parse(readFileSync(join(corpus, 'manifest.json'), 'utf8')) as Listed[])
  : [];

export const bytesOf = (file: string): Uint8Array => readFileSync(join(corpus, file));

/** The files beside a document of the collection. */
export const besideOf = (file: string) => async (path: string) => {
  const target = join(dirname(join(corpus, file)), path);
  return target.startsWith(corpus) ? readFile(target).catch(() => undefined) : undefined;
};
