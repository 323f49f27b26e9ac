// The connection configuration of an integration as a call needs it: references replaced, types checked, defaults applied.
import * as l10n from '@vscode/l10n';
import { connectionValue, type Integration } from './integration.ts';
import { asObject, defineOwn, get, type Json, type JsonObject } from './json.ts';
import type { Model } from './model.ts';
import type { Path } from './pointer.ts';
import type { Problem } from './problem.ts';
import { readServerBlock } from './serverBlock.ts';
import { missingSecret, secretOnPlatform } from './secrets/secretProblems.ts';
import { isPlatformSecret, referringTexts, resolveReferences, textsIn } from './secrets/secrets.ts';
import { failed, ok, type Outcome } from './request.ts';
import { isSecretName } from './secrets/redactNames.ts';
import type { SecretReference, World } from './world.ts';

export interface Connection {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number | undefined;
  readonly basePath: string;
  /** `tls.rejectUnauthorized` counts only while `tls.enabled`; without it every certificate is checked. */
  readonly rejectUnauthorized: boolean;
  readonly authentication: JsonObject;
  /** Values that belong to no scheme (`x-itential-variable`). */
  readonly variables: JsonObject;
  /** Values that must never be shown. */
  readonly secrets: readonly string[];
}

/** Fails with what stands in the way of any call, each on its key. */
export async function openConnection(
  integration: Integration,
  model: Model,
  world: World,
): Promise<Outcome<Connection, readonly Problem[]>> {
  if (integration.errors.length > 0) return failed([brokenText()]);
  const { value, problems, revealed } = await substitute(integration, world);
  const server = readServerBlock(asObject(get(value, 'server')), model, integration.connection);
  if (!server.ok) return failed([...problems, ...server.failure]);
  if (problems.length > 0) return failed(problems);
  const enabled = get(value, 'tls', 'enabled') === true;
  return ok({
    ...server.value,
    rejectUnauthorized: !enabled || get(value, 'tls', 'rejectUnauthorized') !== false,
    authentication: asObject(get(value, 'authentication')),
    variables: asObject(get(value, 'variables')),
    secrets: [
      ...revealed,
      ...credentialTexts(get(value, 'authentication')),
      ...secretVariables(get(value, 'variables')),
    ].filter((text) => text !== ''),
  });
}

/** Keys of credentials that are no secrets; whatever else stands under `authentication` is treated as one. */
const plainKeys = new Set(
  (
    'username client_id accessKeyId token_url refresh_url authorization_url scope audience token_type ' +
    'token_endpoint_auth_method service region certificate ca'
  ).split(' '),
);

function credentialTexts(authentication: Json | undefined): string[] {
  const texts = textsIn(authentication);
  return texts.filter(({ path, text }) => !isPlainCredential(String(path.at(-1)), text)).map(({ text }) => text);
}

/** Of those that stand in the text itself. */
function secretVariables(variables: Json | undefined): string[] {
  const texts = textsIn(variables);
  return texts.filter(({ path }) => isSecretName(String(path.at(-1)))).map(({ text }) => text);
}

/** A certificate is public, but what is pasted in its place may hold the private key. */
export const isPlainCredential = (key: string, text: string): boolean =>
  plainKeys.has(key) && (key !== 'certificate' || (text.includes('-----BEGIN') && !text.includes('PRIVATE KEY')));

interface Substituted {
  readonly value: Json | undefined;
  readonly problems: readonly Problem[];
  /** What came out of the secret store or the environment, wherever in the configuration it stands. */
  readonly revealed: readonly string[];
}

/** Replaces references; a value that this machine does not have is a problem, and nothing is ever sent with a placeholder in it. */
async function substitute(integration: Integration, world: World): Promise<Substituted> {
  const problems: Problem[] = [];
  const revealed: string[] = [];
  const own = connectionValue(integration);
  let value = own;
  for (const { path, text } of referringTexts(own)) {
    const at = [...integration.connection, ...path];
    const result = await resolveReferences(text, (reference) => world.secret(reference));
    const isForeignToken = isToken(path) && result.text === text && isPlatformSecret(text);
    for (const { reference, value } of isForeignToken ? [] : result.found) {
      if (value !== undefined && isConfidential(reference, path)) revealed.push(value);
      if (value !== undefined) continue;
      problems.push(reference.store === 'platform' ? secretOnPlatform(at) : missingSecret(reference, at, 'error'));
    }
    value = withText(value, path, isForeignToken ? '' : result.text);
  }
  return { value, problems, revealed };
}

/** Tokens that the platform got for itself are none to us, but we can get our own. */
const isToken = ([block, , key]: Path): boolean => block === 'authentication' && key === 'token';

/** A host or a stage out of the environment may be shown, or nobody would understand the log. */
function isConfidential({ store, name }: SecretReference, path: Path): boolean {
  return store !== 'env' || path[0] === 'authentication' || isSecretName(name);
}

/** The value with another text at `path`; what leads there is copied, all else is shared. */
function withText(value: Json | undefined, [key, ...rest]: Path, text: string): Json {
  if (key === undefined) return text;
  const inner = withText(get(value, key), rest, text);
  if (Array.isArray(value)) return value.with(Number(key), inner) as Json[];
  const copy: Record<string, Json> = { ...asObject(value) };
  defineOwn(copy, String(key), inner);
  return copy;
}

function brokenText(): Problem {
  const message = l10n.t('The JSON has a syntax error. Mend it in the Advanced View first.');
  return { code: 'syntax', severity: 'error', message, path: [] };
}
