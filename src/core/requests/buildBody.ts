// The body of a request in the form that its content type asks for.
import * as l10n from '@vscode/l10n';
import { isBodyFile, type BodyValue, type CallInput, type InputFile } from './callInput.ts';
import { isMap, readExact, scalarText, writeJson } from '../exact.ts';
import { formText } from './formBody.ts';
import type { Json } from '../json.ts';
import { essence, isFormType, isJsonType, isMultipartType, isRange, typeOfFile } from './mediaType.ts';
import type { OperationDetail } from '../model.ts';
import { multipart } from './multipart.ts';
import type { Problem } from '../problem.ts';
import { failed, ok, type Outcome } from '../request.ts';

export interface BuiltBody {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** The content type that a call sends: the chosen one, else the one that the detail was read with. */
export const contentTypeOf = ({ body }: OperationDetail, { contentType }: CallInput): string =>
  contentType ?? body?.contentType ?? 'application/json';

/** A form that is given as the text of a JSON object is a value; every other text is the body itself. */
export function readBody(detail: OperationDetail, input: CallInput): CallInput['body'] {
  const { body } = input;
  const type = contentTypeOf(detail, input);
  if (typeof body !== 'string' || !(isFormType(type) || isMultipartType(type))) return body;
  const value = readExact(body);
  return isMap(value) ? { value } : body;
}

/** Undefined where there is none to send. */
export function buildBody(detail: OperationDetail, input: CallInput): Outcome<BuiltBody | undefined, Problem> {
  const body = readBody(detail, input);
  if (body === undefined) return ok(undefined);
  const type = contentTypeOf(detail, input);
  if (isBodyFile(body)) return ok({ contentType: fileType(type, body.file), bytes: body.file.bytes });
  return typeof body === 'string' ? textBody(type, body) : valueBody(type, body, detail);
}

const textBody = (type: string, text: string): Outcome<BuiltBody, Problem> =>
  isMultipartType(type) && !/boundary=/i.test(type)
    ? failed(wrongForm(l10n.t('The parts of a {0} body are the properties of a JSON object.', type)))
    : ok({ contentType: concrete(type, text), bytes: utf8(text) });

function valueBody(type: string, body: BodyValue, { body: declared }: OperationDetail): Outcome<BuiltBody, Problem> {
  const { value } = body;
  if (isMultipartType(type) || isFormType(type)) {
    if (!isMap(value))
      return failed(wrongForm(l10n.t('The fields of a {0} body are the properties of a JSON object.', type)));
    if (isFormType(type)) return ok({ contentType: type, bytes: utf8(formText(value, declared?.encoding)) });
    const { boundary, bytes } = multipart(value, body, declared?.encoding);
    return ok({ contentType: `${essence(type)}; boundary=${boundary}`, bytes });
  }
  const contentType = concrete(type, value);
  if (isJsonType(contentType)) return ok({ contentType, bytes: utf8(writeJson(value)) });
  if (isMap(value) || Array.isArray(value))
    return failed(wrongForm(l10n.t('A {0} body is given as text, or as a file.', contentType)));
  return ok({ contentType, bytes: utf8(scalarText(value)) });
}

/** A range such as `*\/*` is no content type: the value decides. */
function concrete(type: string, value: Json): string {
  if (!isRange(type)) return type;
  return typeof value === 'string' && readExact(value) === undefined ? 'text/plain' : 'application/json';
}

const fileType = (type: string, { path, contentType }: InputFile): string =>
  contentType ?? (isRange(type) ? (typeOfFile(path) ?? 'application/octet-stream') : type);

const wrongForm = (message: string): Problem => ({ code: 'body-form', severity: 'error', message, path: ['body'] });
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
