// The body of an answer held against what its model says of it.
import * as l10n from '@vscode/l10n';
import type { JsonObject } from '../json.ts';
import { information, type Problem } from '../problem.ts';
import { checkValue, uncheckedNotes } from '../requests/checkInput.ts';
import { jsonOf } from '../requests/decodeBody.ts';
import type { BodyCheck } from '../world.ts';

const texts = new WeakMap<JsonObject, string>();

/** A schema written out, once for all answers of its operation. */
export function schemaText(schema: JsonObject): string {
  const text = texts.get(schema) ?? JSON.stringify(schema);
  texts.set(schema, text);
  return text;
}

/** Only JSON can be held against a schema. */
export function checkAnswerBody({ schema, body, contentType }: BodyCheck): readonly Problem[] {
  const value = jsonOf(body, contentType);
  if (value === undefined) return [];
  const wrong = checkValue(schema, value);
  const unchecked = uncheckedNotes(schema, () => value).map((note) => information('pattern-unchecked', note));
  if (wrong === undefined) return unchecked;
  const message = l10n.t('The answer is not as the model describes it: {0}.', wrong);
  return [information('response-body', message), ...unchecked];
}
