// The JSON schema of the environments file, in the user's language: VS Code's own JSON editor completes and checks by it.
import schema from '../../../schemas/environments.json';
import type { JsonObject } from '../json.ts';
import { inLanguage } from '../schema/schemaTexts.ts';

export const environmentsSchema = (): string => {
  const own = { $schema: 'http://json-schema.org/draft-07/schema#', ...(schema as JsonObject) };
  return JSON.stringify(inLanguage(own), undefined, 4);
};
