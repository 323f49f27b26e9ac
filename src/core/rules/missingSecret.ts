// A reference without a value on this machine is a state that one should see before the call fails.
import { missingSecret as missing } from '../secrets/secretProblems.ts';
import { referencesIn } from '../secrets/secrets.ts';
import { referringIn } from './referringIn.ts';
import type { Rule } from './rule.ts';

export const missingSecret: Rule = (integration, { has }) =>
  referringIn(integration).flatMap(({ path, text }) =>
    referencesIn(text)
      .filter((reference) => !has(reference))
      .map((reference) => missing(reference, path, 'information')),
  );
