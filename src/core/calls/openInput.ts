// The input of a call with the references in it replaced, as its connection's are: each value where it belongs.
import { readBody, contentTypeOf } from '../requests/buildBody.ts';
import { isBodyFile, type CallInput } from '../requests/callInput.ts';
import { digitsOf, isMap } from '../exact.ts';
import { defineOwn, type Json } from '../json.ts';
import { isJsonType, isXmlType } from '../requests/mediaType.ts';
import type { OperationDetail } from '../model.ts';
import { resolveReferences } from '../secrets/secrets.ts';
import { allReferencesIn } from '../secrets/secretUses.ts';
import { isSecretName } from '../secrets/redactNames.ts';
import type { SecretReference, World } from '../world.ts';

export interface OpenInput {
  /** A reference that has no value on this machine is still in it. */
  readonly input: CallInput;
  /** Values that must never be shown. */
  readonly secrets: readonly string[];
}

type Read = (text: string, escape?: (value: string) => string) => Promise<string>;

export async function openInput(
  detail: OperationDetail,
  input: CallInput,
  world: Pick<World, 'secret'>,
): Promise<OpenInput> {
  const secrets: string[] = [];
  const read: Read = async (text, escape = (value) => value) => {
    const look = async (reference: SecretReference): Promise<string | undefined> => {
      const value = await world.secret(reference);
      if (value !== undefined && isConfidential(reference)) secrets.push(value);
      return value === undefined ? undefined : escape(value);
    };
    return (await resolveReferences(text, look)).text;
  };
  const parameters = await Promise.all(
    input.parameters.map(async (given) => ({ ...given, value: await replaced(given.value, read) })),
  );
  const body = await openBody(detail, input, read);
  return { input: { ...input, parameters, ...(body !== undefined && { body }) }, secrets };
}

/** What comes out of the environment may be shown, unless its name says otherwise. */
const isConfidential = ({ store, name }: SecretReference): boolean => store !== 'env' || isSecretName(name);

async function openBody(detail: OperationDetail, input: CallInput, read: Read): Promise<CallInput['body']> {
  const body = readBody(detail, input);
  if (body === undefined || isBodyFile(body)) return body;
  if (typeof body === 'string') return read(body, escapeFor(contentTypeOf(detail, input)));
  const partHeaders: Record<string, Record<string, string>> = {};
  for (const [part, headers] of Object.entries(body.partHeaders ?? {})) {
    const own: Record<string, string> = {};
    for (const [name, value] of Object.entries(headers)) defineOwn(own, name, await read(value));
    defineOwn(partHeaders, part, own);
  }
  return { ...body, value: await replaced(body.value, read), ...(body.partHeaders && { partHeaders }) };
}

/** In a text that is written already the value must not break out of its place. */
function escapeFor(type: string): (value: string) => string {
  if (isJsonType(type)) return (value) => JSON.stringify(value).slice(1, -1);
  if (isXmlType(type)) return (value) => value.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
  return (value) => value;
}

async function replaced(value: Json, read: Read): Promise<Json> {
  if (typeof value === 'string') return allReferencesIn(value).length > 0 ? read(value) : value;
  if (digitsOf(value) !== undefined) return value;
  if (Array.isArray(value)) return Promise.all(value.map((item: Json) => replaced(item, read)));
  if (!isMap(value)) return value;
  const result: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) defineOwn(result, key, await replaced(item, read));
  return result;
}
