// Which of a validator's errors say nothing of their own, or are told by another rule.
import type { ErrorObject } from 'ajv';
import { asString, get } from '../../json.ts';
import { startsWith, type Path } from '../../pointer.ts';
import type { Subject } from '../subject.ts';
import { kindAt } from '../../models/walk.ts';

export function isOthers(error: ErrorObject, path: Path, subject: Subject): boolean {
  return (
    // They repeat the errors of the branch that was taken.
    ['if', 'allOf'].includes(error.keyword) ||
    isSchemaKey(error, path) ||
    isPlatformsOwn(path, subject) ||
    isSchemeType(path, subject) ||
    isName(error, path)
  );
}

/** The rule "schema-key". */
function isSchemaKey({ keyword }: ErrorObject, path: Path): boolean {
  return keyword === 'additionalProperties' && kindAt(path.slice(0, -1)) === 'schema';
}

/** Where the platform is known to judge otherwise: it wants numbers as exclusive bounds and took lists of types. */
function isPlatformsOwn(path: Path, { document, version }: Subject): boolean {
  if (/^exclusiveM(in|ax)imum$/.test(String(path.at(-1)))) return true;
  const isType = path.at(-1) === 'type' && kindAt(path.slice(0, -1)) === 'schema';
  return version === '3.0' && isType && Array.isArray(get(document, ...path));
}

/** The import takes every type of scheme; the rule "unsupported-scheme" says what can be used. */
function isSchemeType(path: Path, { schemes, schemesPath }: Subject): boolean {
  const scheme = schemes.find(({ name }) => startsWith(path, [...schemesPath, name]));
  return scheme?.type === 'unsupported' || scheme?.type === 'mutualTLS';
}

/** The rules "missing-name" and "unsupported-version". */
function isName({ keyword, params }: ErrorObject, path: Path): boolean {
  const missing = keyword === 'required' ? asString(get(params, 'missingProperty')) : undefined;
  const place = [...path, ...(missing === undefined ? [] : [missing])].join('/');
  return ['info/title', 'info/version', 'openapi', 'swagger'].includes(place);
}
