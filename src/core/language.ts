// Validation, completion, hover, symbols, folding and formatting of integrations, by the JSON language service and our rules.
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createCallLanguage } from './callLanguage.ts';
import { readIntegration } from './integration.ts';
import { createJsonService, tooDeep, type JsonLanguage } from './jsonLanguage.ts';
import type { Model } from './model.ts';
import type { Problem } from './problem.ts';
import type { Surroundings } from './rules/rule.ts';
import { rules } from './rules/rules.ts';
import { integrationSchema } from './schema.ts';

export interface Language extends JsonLanguage {
  /** From now on integrations are held against these models. */
  setModels(models: readonly Model[]): void;
  /** Everything wrong in the text of one integration: syntax, schema, rules. */
  problems(text: string, surroundings: Surroundings): Promise<Problem[]>;
}

export { createCallLanguage, TextDocument };

export function createLanguage(): Language {
  const { diagnose, setSchema, ...service } = createJsonService();
  const setModels = (models: readonly Model[]): void => setSchema(integrationSchema(models));
  setModels([]);
  return {
    ...service,
    setModels,
    problems: async (text, surroundings) => {
      try {
        const integration = readIntegration(text);
        const found = await diagnose(text, integration.root);
        const broken = found.filter(({ code }) => code === 'syntax');
        // Of a text that is being typed or broken, what the schema misses is noise.
        return broken.length > 0 ? broken : [...found, ...rules.flatMap((rule) => rule(integration, surroundings))];
      } catch {
        return [tooDeep()];
      }
    },
  };
}
