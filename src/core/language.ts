// Validation, completion, hover, symbols, folding and formatting of integrations, by the JSON language service and our rules.
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createCallLanguage } from './callLanguage.ts';
import { readIntegration } from './integration.ts';
import { createJsonService, tooDeep, type JsonLanguage } from './jsonLanguage.ts';
import type { Model } from './model.ts';
import { samePath } from './pointer.ts';
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

/** Of one mistake the rule says more than the schema: under a code of its own, with the way out. */
function covers(rule: Problem, schema: Problem): boolean {
  if (rule.severity !== 'error' || (schema.code !== 'schema' && schema.code !== 'value-not-allowed')) return false;
  if (samePath(rule.path, schema.path)) return true;
  const key = String(rule.path.at(-1));
  return samePath(rule.path.slice(0, -1), schema.path) && schema.message.includes(JSON.stringify(key));
}

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
        if (broken.length > 0) return broken;
        const ruled = rules.flatMap((rule) => rule(integration, surroundings));
        return [...found.filter((problem) => !ruled.some((better) => covers(better, problem))), ...ruled];
      } catch {
        return [tooDeep()];
      }
    },
  };
}
