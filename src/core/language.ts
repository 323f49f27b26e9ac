// Validation, completion, hover and all else that an editor asks of integrations, by the JSON language service, our rules and the models.
import * as l10n from '@vscode/l10n';
import type { MarkupContent } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { enrich } from './advanced/complete.ts';
import { explain } from './advanced/explain.ts';
import { linksIn, type Link } from './advanced/links.ts';
import { renameCalled, renameIntegration } from './advanced/rename.ts';
import { withFixes } from './advanced/schemaFixes.ts';
import { sourceActions, type SourceAction } from './advanced/sourceActions.ts';
import { outline } from './advanced/symbols.ts';
import { schemePaths, spanOf, targetAt, titlePaths, type Target } from './advanced/targets.ts';
import { createCallLanguage } from './callDocuments/callLanguage.ts';
import type { Edit } from './edit.ts';
import { headOf, integrationOf } from './integration.ts';
import { readJsonText } from './json.ts';
import { createJsonService, tooDeep, type JsonLanguage } from './jsonLanguage.ts';
import type { Model } from './model.ts';
import { samePath, type Path } from './pointer.ts';
import type { Problem, Span } from './problem.ts';
import type { Surroundings } from './rules/rule.ts';
import { rules } from './rules/rules.ts';
import { integrationSchema } from './schema.ts';

export interface Language extends JsonLanguage {
  /** From now on integrations are held against these models. */
  setModels(models: readonly Model[]): void;
  /** Does at once what the first question after `setModels` would have to do, so that there can be a pause in between. */
  takeIn(): Promise<void>;
  /** Everything wrong in the text of one integration: syntax, schema, rules. */
  problems(text: string, surroundings: Surroundings): Promise<Problem[]>;
  /** What can be done with the whole text. */
  sourceActions(text: string, problems: readonly Problem[]): readonly SourceAction[];
  /** What a place of the text stands for elsewhere. */
  target(text: string, offset: number): Target | undefined;
  /** Where an integration names its model, a scheme, or itself. */
  spanOf(text: string, what: 'model' | 'name' | { readonly scheme: string }): Span | undefined;
  links(text: string): readonly Link[];
  /** Another name, and its id with it. */
  rename(text: string, newName: string): readonly Edit[];
  /** The same in a call document that names the integration. */
  renameCalled(text: string, name: string, newName: string): readonly Edit[];
  /** Where a model's document may declare a scheme, and what it is called. */
  readonly schemePaths: (name: string) => readonly Path[];
  readonly titlePaths: readonly Path[];
}

export { createCallLanguage, TextDocument };

/** As the tree and the form say it; to the JSON service an empty text is none of its business. */
const emptyFile = (): Problem => ({
  code: 'syntax',
  severity: 'error',
  message: l10n.t('The file is empty.'),
  path: [],
  span: { offset: 0, length: 0 },
});

/** Each mistake once, with the ways out that anything knows. */
function merged(schematic: readonly Problem[], ruled: readonly Problem[]): Problem[] {
  const uncovered = schematic.filter((problem) => !ruled.some((rule) => covers(rule, problem)));
  const helpful = ruled.map((rule) => {
    const fixes = rule.fixes?.length ? rule.fixes : schematic.find((problem) => covers(rule, problem))?.fixes;
    return fixes?.length ? { ...rule, fixes } : rule;
  });
  return [...uncovered, ...helpful];
}

/** Of one mistake the rule says more than the schema: under a code of its own, with the way out. */
function covers(rule: Problem, schema: Problem): boolean {
  if (rule.severity !== 'error' || (schema.code !== 'schema' && schema.code !== 'value-not-allowed')) return false;
  if (samePath(rule.path, schema.path)) return true;
  const key = String(rule.path.at(-1));
  return samePath(rule.path.slice(0, -1), schema.path) && schema.message.includes(JSON.stringify(key));
}

export function createLanguage(): Language {
  const { diagnose, setSchema, rootOf, ...service } = createJsonService();
  let known: ReadonlyMap<string, Model> = new Map();
  const setModels = (models: readonly Model[]): void => {
    known = new Map(models.map((model) => [model.id, model]));
    setSchema(integrationSchema(models));
  };
  const rootIn = (text: string): ReturnType<typeof rootOf> => readJsonText(text).root;
  setModels([]);
  return {
    ...service,
    setModels,
    complete: async (document, position) => {
      const list = await service.complete(document, position);
      return enrich(list, { document, position, root: rootOf(document), models: known });
    },
    hover: (document, position) => {
      const root = rootOf(document);
      const found = explain(root, document.offsetAt(position), headOf(root), known);
      if (!found) return Promise.resolve(null);
      const contents: MarkupContent = { kind: 'markdown', value: found.markdown };
      const end = document.positionAt(found.span.offset + found.span.length);
      return Promise.resolve({ contents, range: { start: document.positionAt(found.span.offset), end } });
    },
    symbols: (document) => outline(service.symbols(document), rootOf(document), known),
    problems: async (text, surroundings) => {
      try {
        const document = TextDocument.create('integration:///text', 'integration', 0, text);
        if (text.trim() === '') return [emptyFile()];
        const found = await diagnose(document);
        const broken = found.filter(({ code }) => code === 'syntax');
        // Of a text that is being typed or broken, what the schema misses is noise.
        if (broken.length > 0) return broken;
        const integration = integrationOf(rootOf(document));
        const model = surroundings.models.get(integration.modelId);
        const schematic = found.map((problem) => withFixes(problem, integration, model));
        return merged(
          schematic,
          rules.flatMap((rule) => rule(integration, surroundings)),
        );
      } catch {
        return [tooDeep()];
      }
    },
    sourceActions: (text, problems) => sourceActions(text, problems, known),
    target: (text, offset) => targetAt(rootIn(text), offset),
    spanOf: (text, what) => spanOf(rootIn(text), what),
    links: (text) => linksIn(rootIn(text), known),
    rename: renameIntegration,
    renameCalled,
    schemePaths,
    titlePaths,
  };
}
