// A readable, unique operationId for an operation that has none.

/** `GET /items/{id}/tags` becomes `getItemsByIdTags`; where that is used, with a number. */
export function operationIdFor(method: string, template: string, used: ReadonlySet<string>): string {
  const segments = template.split('/').map((segment) => segment.replaceAll(/\{([^{}]*)\}/g, ' by $1 '));
  const words = segments.flatMap((segment) => segment.split(/[^a-zA-Z0-9]+/)).filter(Boolean);
  const base = method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  if (!used.has(base)) return base;
  let number = 2;
  while (used.has(`${base}${number}`)) number++;
  return `${base}${number}`;
}
