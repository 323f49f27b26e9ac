// The connection configuration of an integration as a call needs it: references replaced, types checked, defaults applied.
import * as l10n from '@vscode/l10n';
import { connectionValue, type Integration } from './integration.ts';
import { asObject, asString, defineOwn, get, isObject, type Json, type JsonObject } from './json.ts';
import type { Model } from './model.ts';
import type { Path } from './pointer.ts';
import type { Problem } from './problem.ts';
import { secretsIn } from './rules/literalSecret.ts';
import { connectionSchema } from './schema.ts';
import { isPlatformSecret, resolveReferences, textsIn, writeReference } from './secrets.ts';
import { failed, ok, type Outcome } from './request.ts';
import type { World } from './world.ts';

export interface Connection {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number | undefined;
  readonly basePath: string;
  /** `tls.rejectUnauthorized` counts only while `tls.enabled`; without it every certificate is checked. */
  readonly rejectUnauthorized: boolean;
  readonly authentication: JsonObject;
  /** Values that must never be shown. */
  readonly secrets: readonly string[];
}

/** Fails with what stands in the way of any call, each on its key. */
export async function openConnection(
  integration: Integration,
  model: Model,
  world: World,
): Promise<Outcome<Connection, readonly Problem[]>> {
  const { value, problems, revealed } = await substitute(integration, world);
  const server = asObject(get(value, 'server'));
  const wrong = [...problems, ...hostProblems(server, integration)];
  if (wrong.length > 0) return failed(wrong);
  const port = get(server, 'port');
  const enabled = get(value, 'tls', 'enabled') === true;
  return ok({
    protocol: (asString(get(server, 'protocol')) || model.server.protocol) === 'https' ? 'https' : 'http',
    host: asString(get(server, 'host')) ?? '',
    port: typeof port === 'number' ? port : undefined,
    basePath: asString(get(server, 'base_path')) ?? '',
    rejectUnauthorized: !enabled || get(value, 'tls', 'rejectUnauthorized') !== false,
    authentication: asObject(get(value, 'authentication')),
    secrets: [...revealed, ...[...secretsIn(connectionSchema(model), value, [])].map(({ text }) => text)].filter(
      (text) => text !== '',
    ),
  });
}

interface Substituted {
  readonly value: Json | undefined;
  readonly problems: readonly Problem[];
  /** What came out of the secret store, wherever in the configuration it stands. */
  readonly revealed: readonly string[];
}

/** Replaces references; a value that this machine does not have is a problem, and nothing is ever sent with a placeholder in it. */
async function substitute(integration: Integration, world: World): Promise<Substituted> {
  const problems: Problem[] = [];
  const revealed: string[] = [];
  const texts = new Map<string, string>();
  for (const { path, text } of textsIn(connectionValue(integration))) {
    const at = [...integration.connection, ...path];
    const result = await resolveReferences(text, (reference) => world.secret(reference));
    problems.push(...result.missing.map((reference) => missingSecret(writeReference(reference), at)));
    if (isPlatformSecret(text)) problems.push(platformSecret(at));
    if (text.includes('${secret:')) revealed.push(...result.values);
    texts.set(JSON.stringify(path), result.text);
  }
  return { value: replaceTexts(connectionValue(integration), [], texts), problems, revealed };
}

function replaceTexts(value: Json | undefined, path: Path, texts: ReadonlyMap<string, string>): Json | undefined {
  if (typeof value === 'string') return texts.get(JSON.stringify(path)) ?? value;
  if (Array.isArray(value))
    return value.map((item: Json, index) => replaceTexts(item, [...path, index], texts) ?? null);
  if (!isObject(value)) return value;
  const result: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value))
    defineOwn(result, key, replaceTexts(item, [...path, key], texts) ?? null);
  return result;
}

function hostProblems(server: JsonObject, integration: Integration): Problem[] {
  const host = asString(get(server, 'host')) ?? '';
  const path = [...integration.connection, 'server', 'host'];
  if (host === '')
    return [
      {
        code: 'host-missing',
        severity: 'error',
        message: l10n.t('There is no host to call. Enter the host name or IP address of the API.'),
        path,
      },
    ];
  if (URL.canParse(`http://${bracketed(host)}`) && !/[/?#@\s]/.test(host) && !/^[^[]*:\d*$/.test(host)) return [];
  return [
    {
      code: 'host-not-plain',
      severity: 'error',
      message: l10n.t(
        '"{0}" is not a host name or IP address. Protocol, port and base path have places of their own.',
        host,
      ),
      path,
    },
  ];
}

/** RFC 3986 section 3.2.2: an IPv6 address stands in brackets. */
export const bracketed = (host: string): string => (/^[^[]*:.*:/.test(host) ? `[${host}]` : host);

function missingSecret(reference: string, path: Path): Problem {
  return {
    code: 'secret-missing',
    severity: 'error',
    message: l10n.t(
      '{0} has no value on this machine. Enter it in the form, or set the environment variable.',
      reference,
    ),
    path,
  };
}

function platformSecret(path: Path): Problem {
  return {
    code: 'secret-on-platform',
    severity: 'error',
    message: l10n.t(
      'Only the platform can read this value. A test call from this machine needs the value itself: enter it in the form.',
    ),
    path,
  };
}
