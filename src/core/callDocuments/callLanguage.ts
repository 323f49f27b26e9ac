// Validation, completion and hover of call documents, by the schema of the operation that each of them calls.
import { readCallDocument, withSpan } from './callDocument.ts';
import { callSecrets } from './callSecrets.ts';
import { callSchema, type Callable } from './callSchema.ts';
import { findNode } from '../json.ts';
import { createJsonService, tooDeep, type JsonLanguage } from '../jsonLanguage.ts';
import type { Problem } from '../problem.ts';
import { referencesIn } from '../secrets/secrets.ts';

/** Of one document: documents of other operations have languages of their own. */
export interface CallLanguage extends JsonLanguage {
  /** From now on the document is held against this. */
  setCallable(callable: Callable): void;
  /** Everything wrong in the text: syntax and schema. */
  problems(text: string): Promise<Problem[]>;
}

export function createCallLanguage(): CallLanguage {
  const { diagnose, setSchema, ...service } = createJsonService();
  let detail: Callable['detail'];
  const setCallable = (callable: Callable): void => {
    ({ detail } = callable);
    setSchema(callSchema(callable));
  };
  setCallable({ integrations: [], operations: [] });
  return {
    ...service,
    setCallable,
    problems: async (text) => {
      try {
        const call = readCallDocument(text);
        const { root, value } = call;
        const found = await diagnose(service.document('integration:///text', 'integration-call', 0, text));
        const broken = found.filter(({ code }) => code === 'syntax');
        if (broken.length > 0) return broken;
        // What a reference stands for is known when the call is made; what does not fit may be what is wanted.
        const isReference = ({ path }: Problem): boolean => {
          const node = findNode(root, path);
          return node?.type === 'string' && referencesIn(String(node.value)).length > 0;
        };
        const checked = found.filter((problem) => !isReference(problem));
        const wanted = value['unchecked'] === true ? checked.filter((problem) => !isOfModel(problem)) : checked;
        return [...wanted, ...callSecrets(call, detail).map((problem) => withSpan(problem, root))];
      } catch {
        return [tooDeep()];
      }
    },
  };
}

const isOfModel = ({ path }: Problem): boolean => path[0] === 'parameters' || path[0] === 'body';
