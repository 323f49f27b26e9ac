// Holds an answer against what its operation promises. What differs is worth a note: the call itself went well.
import * as l10n from '@vscode/l10n';
import { checkAnswerBody, schemaText } from './checkAnswerBody.ts';
import { isBinary, isCut } from '../requests/decodeBody.ts';
import type { OperationDetail, ResponseContent, ResponseDetail } from '../model.ts';
import { information, type Problem } from '../problem.ts';
import type { Answer, Request } from '../request.ts';
import type { BodyCheck } from '../world.ts';

/** Checks a large body, or one of a large schema, where nobody waits for it. */
export type CheckApart = (check: BodyCheck) => Promise<readonly Problem[]>;

/** Notes of severity `information`; they have no place in the integration. Without `apart` all bodies are checked here. */
export async function checkResponse(
  detail: OperationDetail,
  request: Request,
  answer: Answer,
  apart?: CheckApart,
): Promise<readonly Problem[]> {
  const { responses = [] } = detail;
  // A redirect comes from whatever stands before the API; a 5xx is seldom described.
  if (responses.length === 0 || (answer.status >= 300 && answer.status < 400)) return [];
  const response = responseFor(responses, answer.status);
  if (!response) return answer.status >= 500 ? [] : [undeclaredStatus(answer, responses)];
  return checkContent(response, request, answer, apart);
}

/** The exact code counts before its range, the range before `default` (OpenAPI 3.0.3 section 4.7.16). */
function responseFor(responses: readonly ResponseDetail[], status: number): ResponseDetail | undefined {
  const names = [`${status}`, `${Math.floor(status / 100)}XX`, 'DEFAULT'];
  return names.map((name) => responses.find((each) => each.status === name)).find(Boolean);
}

function undeclaredStatus({ status }: Answer, responses: readonly ResponseDetail[]): Problem {
  const known = responses.map((response) => response.status).join(', ');
  return information(
    'response-status',
    l10n.t('The model does not know the status {0} for this operation, only {1}.', status, known),
  );
}

async function checkContent(
  { content, status }: ResponseDetail,
  request: Request,
  answer: Answer,
  apart: CheckApart | undefined,
): Promise<readonly Problem[]> {
  const type = answer.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  if (content.length === 0 || (answer.body.length === 0 && mayBeEmpty(request, answer))) return [];
  if (answer.body.length === 0) {
    const missing = l10n.t('The answer has no body, although the model promises one for {0}.', status);
    return [information('response-empty', missing)];
  }
  const found = content.find(({ contentType }) => covers(contentType, type));
  if (!found) return [otherType(type, content)];
  const { schema } = found;
  if (!schema || isCut(answer) || isBinary(answer.body, type)) return [];
  const size = schemaText(schema).length;
  if (size > largestSchema) return [];
  const check = { schema, body: answer.body, contentType: type };
  const isQuick = size <= quick.schema && answer.body.length <= quick.body;
  return apart && !isQuick ? apart(check) : checkAnswerBody(check);
}

/** In characters and bytes, what is checked in some milliseconds also the first time, when the schema is compiled. */
const quick = { schema: 4_000, body: 64_000 };
/** In characters; a schema above this takes too long to compile for what a note is worth. */
const largestSchema = 40_000;

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
  return information('response-type', l10n.t('The answer is {0}, the model promises {1}.', given, promised));
}
