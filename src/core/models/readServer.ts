// The server that an integration of a model starts with, derived from the document as the platform does.
import { asArray, asObject, asString, get, type JsonObject } from '../json.ts';
import type { ServerDefaults } from '../model.ts';

/** The first server with its variables' defaults (OpenAPI 3), or `schemes`, `host` and `basePath` (Swagger 2.0). */
export function readServer(document: JsonObject): ServerDefaults {
  return splitServerUrl(isSwagger(document) ? swaggerUrl(document, 0) : firstUrl(document));
}

/** Every server as the document declares it, variables and all; the platform uses the first. */
export function serverUrls(document: JsonObject): string[] {
  if (!isSwagger(document)) {
    return asArray(get(document, 'servers')).flatMap((server) => asString(get(server, 'url')) ?? []);
  }
  const schemes = get(document, 'host') === undefined ? 1 : Math.max(1, asArray(get(document, 'schemes')).length);
  return Array.from({ length: schemes }, (_, index) => swaggerUrl(document, index)).filter((url) => url !== '');
}

/**
 * Splits a server URL. The platform puts a relative URL such as `/v3` into `host`, where nobody can use it;
 * here it becomes the base path and the host stays open.
 */
export function splitServerUrl(url: string): ServerDefaults {
  const [, scheme, authority, rest = ''] = /^(?:([a-z][a-z\d+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)/i.exec(url) ?? [];
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(authority?.replace(/^.*@/, '') ?? '') ?? [];
  return {
    protocol: scheme?.toLowerCase() === 'https' ? 'https' : 'http',
    host,
    ...(port && { port: Number(port) }),
    base_path: withoutTrailingSlashes(rest),
  };
}

/** A regular expression would look at a long run of slashes from each of them. */
function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

const isSwagger = (document: JsonObject): boolean => get(document, 'swagger') !== undefined;

function firstUrl(document: JsonObject): string {
  const server = asArray(get(document, 'servers'))[0];
  const variables = asObject(get(server, 'variables'));
  return (asString(get(server, 'url')) ?? '').replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    const value = get(variables, name, 'default');
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
}

function swaggerUrl(document: JsonObject, index: number): string {
  const host = asString(get(document, 'host'));
  const basePath = asString(get(document, 'basePath')) ?? '';
  const scheme = asString(asArray(get(document, 'schemes'))[index]) ?? 'http';
  return host ? `${scheme}://${host}${basePath.replace(/^(?=[^/])/, '/')}` : basePath;
}
