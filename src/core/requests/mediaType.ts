// Media types as OpenAPI documents write them: `application/problem+json; charset=utf-8`, `image/*`, `*/*`.

/** Without parameters and in lower case. */
export const essence = (type: string): string => (type.split(';', 1)[0] ?? '').trim().toLowerCase();

/** `application/json`, `text/json` and everything that ends in `+json`. */
export const isJsonType = (type: string): boolean => /[/+]json$/.test(essence(type));

/** `text/xml`, `application/xml` and everything that ends in `+xml`. */
export const isXmlType = (type: string): boolean => /[/+]xml$/.test(essence(type));

export const isFormType = (type: string): boolean => essence(type) === 'application/x-www-form-urlencoded';
export const isMultipartType = (type: string): boolean => essence(type).startsWith('multipart/');
export const isTextType = (type: string): boolean => essence(type).startsWith('text/');

/** A range names no type that a body could have. */
export const isRange = (type: string): boolean => type.includes('*');

/** Whether `type` lies within `range`; ranges are comma-separated lists in an encoding object. */
export function matchesRange(type: string, range: string): boolean {
  return range.split(',').some((each) => {
    const [kind, subtype] = essence(each).split('/');
    const [ownKind, ownSubtype] = essence(type).split('/');
    return (kind === '*' || kind === ownKind) && (subtype === '*' || subtype === ownSubtype);
  });
}

const byExtension: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  gif: 'image/gif',
  gz: 'application/gzip',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  md: 'text/markdown',
  pdf: 'application/pdf',
  pem: 'application/x-pem-file',
  png: 'image/png',
  svg: 'image/svg+xml',
  tar: 'application/x-tar',
  txt: 'text/plain',
  xml: 'application/xml',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  zip: 'application/zip',
};

/** The ending of a file that holds this type; `txt` for other texts, `bin` where nothing is known. */
export function extensionOf(type: string): string {
  const own = essence(type);
  if (isJsonType(own)) return 'json';
  if (isXmlType(own) && own !== 'image/svg+xml') return 'xml';
  const found = Object.entries(byExtension).find(([, each]) => each === own)?.[0];
  return found ?? (own.startsWith('text/') ? 'txt' : 'bin');
}

/** What a file of this name holds; undefined for an ending that says nothing. */
export function typeOfFile(path: string): string | undefined {
  const extension = /\.([a-z\d]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined;
}
