// The collected cases of how parameter values are written, each through a document of its own: read, built, compared.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildRequest } from '../../src/core/requests/buildRequest.ts';
import type { Connection } from '../../src/core/connection.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import type { Parameter } from '../../src/core/model.ts';
import { documentPart } from '../../src/core/part.ts';
import { readOperation } from '../../src/core/models/readOperation.ts';
import { headerValue, pathSegment, queryPairs } from '../../src/core/requests/serialize.ts';
import { root } from '../help/paths.mjs';
import { modelOf, openApi } from '../help/documents.ts';

interface Case {
  readonly id: string;
  readonly grade: 'must' | 'should' | 'de-facto' | 'undefined' | 'do-not-score';
  readonly in: Parameter['in'];
  readonly name: string;
  readonly value: Json;
  readonly expected: string | null;
  /** Every order of an object's keys is right. */
  readonly accept?: readonly string[];
  /** What the newest specification's table says where sources disagree. */
  readonly preferred?: string;
  readonly target: 'segment' | 'path' | 'query' | 'header' | 'cookie';
  readonly effectiveStyle: string;
  readonly effectiveExplode?: boolean;
  readonly allowReserved?: boolean;
  readonly expectedUrl?: string;
  /** The path template. */
  readonly path?: string;
  /** Names and delimiters of the expected text are not encoded. */
  readonly compare?: string;
  /** Several parameters in one text. */
  readonly parameters?: readonly Case[];
}

/** Where sources contradict each other we chose as follows; each is held against our choice. */
const chosen: Readonly<Record<string, { readonly ours: string; readonly because: string }>> = {
  P185: { ours: 'id=3,4,5', because: 'P267 wants the commas of a cookie as they are, as the tables of OpenAPI do' },
};

/** The text is right, but a call does not send it like this: these are held against the serialization alone. */
const unsent: Readonly<Record<string, string>> = {
  P048: 'a part of the path cannot be empty',
  P289: 'OpenAPI 3 ignores parameters called Accept; a call has a place of its own for it',
  P291: 'OpenAPI 3 ignores parameters called Authorization',
  P167: 'a bare # would end the address (RFC 3986 section 3.5): a call sends %23',
  P173: 'as P167',
};

const declared = ['style', 'explode', 'allowReserved', 'content', 'schema', 'type', 'collectionFormat'];

function declare(each: Case): JsonObject {
  const own = Object.entries(each).filter(([key]) => declared.includes(key)) as [string, Json][];
  const { type, ...more } = Object.fromEntries(own);
  const isSwagger = 'collectionFormat' in more;
  const described = 'schema' in more || 'content' in more || isSwagger;
  const schema: JsonObject = described ? {} : { schema: type === undefined ? {} : { type } };
  return {
    name: each.name,
    in: each.in,
    required: each.in === 'path',
    ...more,
    ...schema,
    ...(isSwagger && { type: type ?? null }),
  };
}

const connection: Connection = {
  ...{ protocol: 'http', host: 'swagger.io', port: undefined, basePath: '/v1' },
  ...{ rejectUnauthorized: true, authentication: {}, secrets: [], variables: {} },
};

/** Everything through the document, as in a call. */
function build(each: Case) {
  const parts = (each.parameters ?? [each]).map((part) => ({ ...part, in: each.in }));
  const template = each.path ?? (each.in === 'path' ? `/${parts.map(({ name }) => `{${name}}`).join('')}` : '/x');
  const document = openApi({
    paths: { [template]: { get: { parameters: parts.map(declare) } } },
  }) as unknown as JsonObject;
  const [operation] = modelOf(document).operations;
  const detail = readOperation(documentPart(document), operation!);
  // A value that a case leaves open is no value; a path cannot do without.
  const given = parts.filter(({ value }) => value !== null || parts.length === 1);
  const parameters = given.map(({ in: place, name, value }) => ({ in: place, name, value }));
  const kept = {
    ...detail,
    parameters: detail.parameters.filter(({ name }) => given.some((part) => part.name === name)),
  };
  const unfilled = operation!.path.replaceAll(/\{([^{}]*)\}/g, (whole, name) =>
    given.some((part) => part.name === name) ? whole : '',
  );
  const built = buildRequest(
    connection,
    { ...kept, operation: { ...operation!, path: unfilled } },
    { parameters, unchecked: true },
  );
  if (!built.ok) throw new Error(built.failure.map(({ message }) => message).join(' '));
  return { request: built.value, template };
}

function written(each: Case): string {
  if (Object.hasOwn(unsent, each.id)) return serialized(each);
  const { request, template } = build(each);
  const { url, headers } = request;
  const header = (name: string) => headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  if (each.target === 'path') return url;
  if (each.target === 'segment') return segment(url, template);
  if (each.target === 'query') return url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  return header(each.target === 'cookie' ? 'Cookie' : each.name) ?? '';
}

function serialized({ name, in: place, value, effectiveStyle, effectiveExplode, allowReserved }: Case): string {
  const parameter = {
    name,
    style: effectiveStyle as Parameter['style'],
    explode: effectiveExplode ?? false,
    allowReserved: allowReserved ?? false,
  };
  if (place === 'query') return queryPairs(parameter, value);
  return place === 'path' ? pathSegment(parameter, value) : headerValue(parameter, value);
}

/** What stands in the place of the braces. */
function segment(url: string, template: string): string {
  const [before = '', behind = ''] = template.split(/\{.*\}/);
  const path = url.slice('http://swagger.io/v1'.length);
  assert.ok(path.startsWith(before) && path.endsWith(behind));
  return path.slice(before.length, path.length - behind.length);
}

/** As the expected texts of some cases are written: names and delimiters decoded. */
function readable(text: string): string {
  const names = text.replaceAll(/(^|&)[^=&]*/g, (name) => decodeURIComponent(name));
  return names.replaceAll('%20', ' ').replaceAll('%7C', '|');
}

function check(each: Case): void {
  const expected = chosen[each.id]?.ours ?? expectedOf(each);
  const ours = each.compare ? readable(written(each)) : written(each);
  assert.ok((each.accept ?? [expected]).includes(ours), `${ours} is not ${expected}`);
}

/** Two cases give the whole address where the others have a part of it. */
function expectedOf({ expected, expectedUrl, target }: Case): string {
  if (target === 'segment' && expectedUrl?.startsWith('http')) return segment(expectedUrl, '/{}');
  return String(expected);
}

const title = ({ id, in: place, effectiveStyle, effectiveExplode, value }: Case) =>
  `${id} ${place} ${effectiveStyle} ${effectiveExplode ?? ''} ${JSON.stringify(value)}`;

describe('the collected cases of parameters', () => {
  const file = join(root, '../shared/parameter-cases.json');
  if (!existsSync(file)) it.skip('are not on this machine');
  const { cases } = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }) : { cases: [] };
  for (const each of cases.filter(({ grade }) => grade === 'must' || grade === 'should'))
    it(`${each.grade} ${title(each)}${chosen[each.id] ? ` (ours: ${chosen[each.id]?.because})` : ''}`, () =>
      check(each));
  // Superseded or contradictory sources: what the newest specification's table says is ours, where there is one.
  for (const each of cases.filter(({ grade, preferred }) => grade === 'do-not-score' && preferred !== undefined))
    it(`disputed ${title(each)}`, () => assert.equal(written(each), each.preferred));
});
