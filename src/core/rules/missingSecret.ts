// A reference without a value on this machine is a state that one should see before the call fails.
import { connectionValue } from '../integration.ts';
import { missingSecret as missing } from '../secretProblems.ts';
import { referencesIn, referringTexts } from '../secrets.ts';
import type { Rule } from './rule.ts';

export const missingSecret: Rule = (integration, { has }) =>
  referringTexts(connectionValue(integration), integration.connection).flatMap(({ path, text }) =>
    referencesIn(text)
      .filter((reference) => !has(reference))
      .map((reference) => missing(reference, path, 'information')),
  );
