// The server block must be an address: by the check that also stands before each call, so that both say the same.
import { connectionValue } from '../integration.ts';
import { get, isObject, type Json } from '../json.ts';
import { isPlatformSecret, referencesIn } from '../secrets/secrets.ts';
import { serverProblems } from '../serverBlock.ts';
import type { Rule } from './rule.ts';

export const serverAddress: Rule = (integration, { models }) => {
  const server = connectionValue(integration, 'server');
  if (!isObject(server)) return [];
  const usual = models.get(integration.modelId)?.server.protocol ?? 'http';
  return serverProblems(server, usual, integration.connection).filter(({ path }) => {
    const key = path.at(-1) ?? '';
    return isJudged(get(server, key), key);
  });
};

/** What a reference stands for is known when the call is made; of a wrong type the schema knows more to say. */
const isJudged = (value: Json | undefined, key: string | number): boolean =>
  typeof value === 'string'
    ? referencesIn(value).length === 0 && !isPlatformSecret(value)
    : value === undefined || (key === 'port' && typeof value === 'number');
