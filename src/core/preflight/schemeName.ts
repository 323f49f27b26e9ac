// A security scheme in words.
import type { SecurityScheme } from '../model.ts';

/** `"basicAuth" (basic)`. */
export function schemeName(scheme: SecurityScheme): string {
  return `"${scheme.name}" (${scheme.type === 'unsupported' ? scheme.declared : kindOf(scheme)})`;
}

function kindOf(scheme: SecurityScheme): string {
  return scheme.type === 'oauth2' ? `oauth2, ${scheme.flow}` : scheme.type;
}
