// What is wrong with the input of a call; the paths are those of a call document.
import * as l10n from '@vscode/l10n';
import { contentTypeOf, readBody } from './buildBody.ts';
import { isBodyFile, type BodyValue, type CallInput, type GivenParameter } from './callInput.ts';
import { misfits, uncheckedNotes, type Misfit } from './checkInput.ts';
import { isMap, mapValues } from '../exact.ts';
import { parseJson, type Json } from '../json.ts';
import { isFormType, isJsonType, isMultipartType, matchesRange } from './mediaType.ts';
import type { OperationDetail, Parameter } from '../model.ts';
import type { Path } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import { secretOnPlatform } from '../secrets/secretProblems.ts';
import { isPlatformSecret, referencesIn, textsIn, writeReference } from '../secrets/secrets.ts';

/** A parameter of the operation with the value that it was given. */
export interface Known {
  readonly parameter: Parameter;
  readonly value: Json;
}

/** Where a parameter stands in the input. */
export const parameterPath = ({ in: place, name }: Pick<Parameter, 'in' | 'name'>): Path => ['parameters', place, name];

/** What keeps a call from being made in any case. */
export function brokenInput(detail: OperationDetail, input: CallInput, known: readonly Known[]): readonly Problem[] {
  return [
    ...missing(detail, known),
    ...wholeQuery(detail),
    ...traceBody(detail, input),
    ...placeholders(input),
    ...partProblems(input.body),
    ...negotiation(input),
  ];
}

/** What the model says against it. */
export function unfitInput(detail: OperationDetail, input: CallInput, known: readonly Known[]): readonly Problem[] {
  return [
    ...undeclared(detail, input.parameters),
    ...known.flatMap(({ parameter, value }) =>
      misfits(parameter.schema, value).map((misfit) => unfit(parameterPath(parameter), placeOf(parameter), misfit)),
    ),
    ...bodyProblems(detail, input),
  ];
}

/** What of it could not be checked. */
export function inputNotes(detail: OperationDetail, input: CallInput, known: readonly Known[]): readonly string[] {
  const ofBody = (): Json | undefined => {
    const body = readBody(detail, input);
    return body === undefined || isBodyFile(body) ? undefined : checkable(contentTypeOf(detail, input), body)?.value;
  };
  return [
    ...known.flatMap(({ parameter, value }) => uncheckedNotes(parameter.schema, () => value)),
    ...(detail.body ? uncheckedNotes(detail.body.schema, ofBody) : []),
  ];
}

function wholeQuery(detail: OperationDetail): Problem[] {
  return detail.wholeQuery?.required ? [problem('querystring-unsupported', [], wholeQueryText(detail))] : [];
}

/** Empty where there is nothing to say. */
export const wholeQueryText = ({ wholeQuery: whole }: OperationDetail): string =>
  whole
    ? l10n.t(
        'The parameter "{0}" is the whole query string (in: querystring, OpenAPI 3.2), which test calls do not send.',
        whole.name,
      )
    : '';

const placeOf = ({ name, in: place }: Pick<Parameter, 'in' | 'name'>): string => `${name} (${place})`;

function missing({ parameters }: OperationDetail, known: readonly Known[]): Problem[] {
  const isGiven = (parameter: Parameter): boolean =>
    known.some(({ parameter: given, value }) => given === parameter && !(value === '' && isPlainSegment(parameter)));
  return parameters
    .filter((parameter) => parameter.required && !isGiven(parameter))
    .map((parameter) =>
      problem(
        'input-missing',
        parameterPath(parameter),
        l10n.t('The parameter "{0}" ({1}) is required and has no value.', parameter.name, parameter.in),
      ),
    );
}

/** Without a value its part of the path would vanish. */
const isPlainSegment = ({ in: place, style }: Parameter): boolean =>
  place === 'path' && style !== 'label' && style !== 'matrix';

/** RFC 9110 section 9.3.8. */
function traceBody({ operation }: OperationDetail, { body }: CallInput): Problem[] {
  if (operation.method !== 'TRACE' || body === undefined) return [];
  return [problem('body-not-allowed', ['body'], l10n.t('A TRACE request has no body.'))];
}

/** Whatever was not replaced until now must not go out. */
function placeholders({ parameters, body }: CallInput): Problem[] {
  const given = parameters.flatMap(({ value, ...parameter }) => textsIn(value, parameterPath(parameter)));
  const whole = typeof body === 'string' ? body : undefined;
  const parts = typeof body === 'object' && !isBodyFile(body) ? body : undefined;
  const headers = parts?.partHeaders && mapValues(parts.partHeaders, (each) => each);
  const texts = [...given, ...textsIn(whole ?? parts?.value, ['body']), ...textsIn(headers, ['partHeaders'])];
  return texts.flatMap(({ path, text }) => [
    ...referencesIn(text).map((reference) => unresolved(path, writeReference(reference))),
    ...(isPlatformSecret(text) ? [secretOnPlatform(path)] : []),
  ]);
}

const unresolved = (path: Path, reference: string): Problem =>
  problem(
    'placeholder-unresolved',
    path,
    l10n.t('{0} has no value on this machine. Enter it in the form, or set the environment variable.', reference),
  );

/** What stands in the head of a part must not break out of its line. */
function partProblems(body: CallInput['body']): Problem[] {
  if (typeof body !== 'object') return [];
  if (isBodyFile(body)) return typeProblems(['bodyFile', 'contentType'], body.file.contentType);
  const headers = Object.entries(body.partHeaders ?? {}).flatMap(([part, own]) =>
    Object.entries(own).flatMap(([name, value]) => headerProblems(['partHeaders', part, name], name, value)),
  );
  const types = (body.files ?? []).flatMap(({ field, contentType }) => typeProblems(['files', field], contentType));
  return [...headers, ...types];
}

const negotiation = ({ accept, contentType }: CallInput): Problem[] => [
  ...(accept === undefined ? [] : headerProblems(['accept'], 'Accept', accept)),
  ...typeProblems(['contentType'], contentType),
];

const typeProblems = (path: Path, type: string | undefined): Problem[] =>
  type === undefined ? [] : headerProblems(path, 'Content-Type', type);

/** RFC 9110 sections 5.1 and 5.5; bytes above 127 go out as they are. */
export function headerProblems(path: Path, name: string, value: string): Problem[] {
  if (!/^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/.test(name))
    return [problem('header-name', path, l10n.t('"{0}" cannot be the name of an HTTP header.', name))];
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return [];
  const message = l10n.t('The header "{0}" holds a line break or a character that an HTTP header cannot carry.', name);
  return [problem('header-value', path, message)];
}

function undeclared({ parameters }: OperationDetail, given: readonly GivenParameter[]): Problem[] {
  return given
    .filter((each) => !isDeclared(parameters, each) && !isIgnored(each))
    .map((each) =>
      problem(
        'parameter-unknown',
        parameterPath(each),
        l10n.t('The operation has no parameter "{0}" ({1}).', each.name, each.in),
      ),
    );
}

export const isDeclared = (parameters: readonly Parameter[], { in: place, name }: GivenParameter): boolean =>
  parameters.some((parameter) => parameter.in === place && parameter.name === name);

/** OpenAPI 3.0.3 section 4.7.12.1: such parameters are ignored. */
export const isIgnored = ({ in: place, name }: GivenParameter): boolean =>
  place === 'header' && /^(accept|content-type|authorization)$/i.test(name);

function bodyProblems(detail: OperationDetail, input: CallInput): Problem[] {
  const { body: declared } = detail;
  const body = readBody(detail, input);
  if (body === undefined)
    return declared?.required ? [problem('body-missing', ['body'], l10n.t('The operation requires a body.'))] : [];
  if (!declared) return [problem('body-unexpected', ['body'], l10n.t('The operation takes no body.'))];
  const type = contentTypeOf(detail, input);
  if (!declared.contentTypes.some((range) => matchesRange(type, range)))
    return [wrongType(type, declared.contentTypes)];
  if (!matchesRange(type, declared.contentType) || isBodyFile(body)) return [];
  const value = checkable(type, body);
  if (value === null) return [problem('body-syntax', ['body'], l10n.t('This is not valid JSON.'))];
  if (!value) return [];
  return misfits(declared.schema, value.value).map((misfit) => unfit(['body'], l10n.t('body'), misfit));
}

function wrongType(type: string, types: readonly string[]): Problem {
  const message = l10n.t('The operation does not take {0}. It takes: {1}.', type, types.join(', '));
  return problem('content-type-unknown', ['contentType'], message);
}

/** Undefined for what no schema can be held against, null for JSON that is none. */
function checkable(type: string, body: string | BodyValue): { readonly value: Json } | undefined | null {
  if (typeof body === 'string') {
    if (!isJsonType(type)) return undefined;
    // Digits beyond a double's make no difference to a schema, and this reader is the faster one.
    const value = parseJson(body);
    return value === undefined ? null : { value };
  }
  if (isFormType(type) || isMultipartType(type)) return isMap(body.value) ? { value: withFiles(body) } : undefined;
  return isJsonType(type) ? { value: body.value } : undefined;
}

/** Files count as the texts that schemas take them for; `null` fields are not sent. */
function withFiles({ value, files = [] }: BodyValue): Json {
  const fields: Record<string, Json> = { ...mapValues(isMap(value) ? value : {}, (field) => field) };
  for (const name of Object.keys(fields)) if (fields[name] === null) Reflect.deleteProperty(fields, name);
  for (const { field } of files) {
    const seen = fields[field];
    fields[field] = seen === undefined ? '' : [seen, ''].flat();
  }
  return fields;
}

function unfit(base: Path, subject: string, { path, message }: Misfit): Problem {
  const place = [subject, ...path].join(' › ');
  return problem(
    'value-not-fitting',
    [...base, ...path],
    l10n.t('{0} does not fit the model: it {1}.', place, message),
  );
}

export function problem(code: string, path: Path, message: string): Problem {
  return { code, severity: 'error', message, path };
}
