// Holds an answer against what its operation promises. What differs is worth a note: the call itself went well.
import * as l10n from '@vscode/l10n';
import { isBinary, isCut, jsonOf } from '../requests/decodeBody.ts';
import { checkValue } from '../requests/checkInput.ts';
import type { JsonObject } from '../json.ts';
import type { OperationDetail, ResponseContent, ResponseDetail } from '../model.ts';
import type { Problem } from '../problem.ts';
import type { Answer, Request } from '../request.ts';

/** Notes of severity `information`; they have no place in the integration. */
export function checkResponse(detail: OperationDetail, request: Request, answer: Answer): readonly Problem[] {
  const { responses = [] } = detail;
  // A redirect comes from whatever stands before the API; a 5xx is seldom described.
  if (responses.length === 0 || (answer.status >= 300 && answer.status < 400)) return [];
  const response = responseFor(responses, answer.status);
  if (!response) return answer.status >= 500 ? [] : [undeclaredStatus(answer, responses)];
  return [checkContent(response, request, answer)].filter((each) => each !== undefined);
}

/** The exact code counts before its range, the range before `default` (OpenAPI 3.0.3 section 4.7.16). */
function responseFor(responses: readonly ResponseDetail[], status: number): ResponseDetail | undefined {
  const names = [`${status}`, `${Math.floor(status / 100)}XX`, 'DEFAULT'];
  return names.map((name) => responses.find((each) => each.status === name)).find(Boolean);
}

function undeclaredStatus({ status }: Answer, responses: readonly ResponseDetail[]): Problem {
  const known = responses.map((response) => response.status).join(', ');
  return note(
    'response-status',
    l10n.t('The model does not know the status {0} for this operation, only {1}.', status, known),
  );
}

function checkContent(response: ResponseDetail, request: Request, answer: Answer): Problem | undefined {
  const { content, status } = response;
  const type = answer.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  if (content.length === 0) return undefined;
  if (answer.body.length === 0)
    return mayBeEmpty(request, answer)
      ? undefined
      : note('response-empty', l10n.t('The answer has no body, although the model promises one for {0}.', status));
  const found = content.find(({ contentType }) => covers(contentType, type));
  return found ? checkBody(found, answer, type) : otherType(type, content);
}

const mayBeEmpty = ({ method }: Request, { status }: Answer): boolean =>
  method === 'HEAD' || status === 204 || status === 205 || status === 304;

const essence = (type: string): string => (type.split(';', 1)[0] ?? '').trim().toLowerCase();

/** `application/*` covers `application/json`. */
function covers(range: string, type: string): boolean {
  const [kind = '', subtype = ''] = essence(range).split('/');
  const [ownKind, ownSubtype] = essence(type).split('/');
  return (kind === '*' || kind === ownKind) && (subtype === '*' || subtype === ownSubtype);
}

function otherType(type: string, content: readonly ResponseContent[]): Problem {
  const promised = content.map(({ contentType }) => contentType).join(', ');
  const given = type === '' ? l10n.t('of no stated type') : type;
  return note('response-type', l10n.t('The answer is {0}, the model promises {1}.', given, promised));
}

/** A schema above this takes so long to compile that the editor would be held up (30 ms for 40,000 characters). */
const largestSchema = 40_000;

function checkBody({ schema }: ResponseContent, answer: Answer, type: string): Problem | undefined {
  const { body } = answer;
  if (!schema || isCut(answer) || isBinary(body, type)) return undefined;
  const value = jsonOf(body, type);
  if (value === undefined || isTooLarge(schema)) return undefined;
  const wrong = checkValue(schema, value);
  return wrong === undefined
    ? undefined
    : note('response-body', l10n.t('The answer is not as the model describes it: {0}.', wrong));
}

const measured = new WeakMap<JsonObject, boolean>();

function isTooLarge(schema: JsonObject): boolean {
  const known = measured.get(schema);
  if (known !== undefined) return known;
  const found = JSON.stringify(schema).length > largestSchema;
  measured.set(schema, found);
  return found;
}

function note(code: string, message: string): Problem {
  return { code, severity: 'information', message, path: [] };
}
