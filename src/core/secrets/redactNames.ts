// Masks what is called a secret, even when its value was never known: in JSON, form data, addresses, XML and headers.

export const MASK = '••••••';

const SECRET =
  '(?:access|refresh|id|auth|bearer|session|security|csrf|xsrf|api|device|user|client|private|subscription)?[-_]?token|' +
  '(?:client|app|api|consumer|shared|session)?[-_]?secret(?:[-_]?(?:access)?[-_]?key)?|' +
  '(?:api|access|private|subscription|shared|account|auth|encryption|functions?)[-_]?keys?|' +
  'pass(?:word|wd|phrase|code)|pwd|(?:client[-_]?)?assertion|(?:proxy-)?authorization|credentials?|' +
  '(?:code|client)[-_]?verifier|session[-_]?id|jsessionid|phpsessid|sig|signature';

/** Names end in what they are: `x-api-key`, `clientSecret`, `db_password`, but not `token_url`. */
const PREFIX = '(?:[\\w.$-]{0,40}[-_.$]|[a-zA-Z][\\w-]{0,40}?)?';
/** Tokens of paging and naming that are no secrets. */
const HARMLESS = /(?:next|page|paging|continuation|sync|cursor|marker|resume|skip)[-_]?token$|token[-_]?type$/i;
const EXACT = new RegExp(`^${PREFIX}(?:${SECRET})$`, 'i');

/** What stands before the value in a header. */
export const SCHEMES = 'basic|bearer|digest|token|apikey|aws4-hmac-sha256';

const known = new Map<string, boolean>();
const mostKnown = 2000;

/** The same names come again and again, and the pattern is a large one. */
export function isSecretName(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const found = EXACT.test(name) && !HARMLESS.test(name);
  if (known.size >= mostKnown) known.clear();
  if (name.length <= 100) known.set(name, found);
  return found;
}

/** Where a text is masked, and by what: a number in JSON by a string. */
export type Span = readonly [start: number, end: number, mask: string];

/** Whatever it is called: a password in an address, a web token, a private key. */
export const showsSecret = (text: string): boolean => text.includes('PRIVATE KEY-----') || secretSpans(text).length > 0;

/**
 * Each search starts at a word that is rare and reads on from there, over text in which no other one starts: that keeps
 * the time linear, whatever a server sends.
 */
export function secretSpans(text: string): readonly Span[] {
  if (!anySpan.test(text)) return [];
  return [
    ...named(text),
    ...authorizations(text),
    ...(text.includes('@') ? passwords(text) : []),
    ...(text.includes('eyJ') ? webTokens(text) : []),
  ];
}

/** Most texts are short and have nothing of what the searches start or end with. */
const anySpan = /["\\=>@]|eyJ|authorization/i;

/** What a pattern finds at one place, nowhere behind it. */
export function at(sticky: RegExp, text: string, position: number): RegExpExecArray | null {
  sticky.lastIndex = position;
  return sticky.exec(text);
}

/** The last words of the names of secrets, before what ends a name in JSON, JSON inside JSON, forms and XML. */
const NAME_END =
  /(?:token|secret|keys?|pass(?:word|wd|phrase|code)|pwd|assertion|authorization|credentials?|verifier|sess(?:ion[-_]?)?id|sig|signature)(?=["\\=>])/gi;
const name = /(?<=([\w.$-]{1,80}))/y;

function named(text: string): readonly Span[] {
  const spans: Span[] = [];
  let done = 0;
  for (const { index, 0: word } of text.matchAll(NAME_END)) {
    const end = index + word.length;
    const whole = index < done ? '' : (at(name, text, end)?.[1] ?? '');
    const span = isSecretName(whole) ? spanAfter(text, end - whole.length, end) : undefined;
    if (span && span[0] < span[1]) spans.push(span);
    done = span?.[1] ?? done;
  }
  return spans;
}

function spanAfter(text: string, start: number, end: number): Span | undefined {
  if (text[end] === '=') return inForm(text, end + 1);
  if (text[end] === '>') return at(tagBefore, text, start) ? inElement(text, end + 1) : undefined;
  return text[start - 1] === '"' ? inJson(text, end) : undefined;
}

/** name=value in addresses and forms. */
const formValue = /[^&\s#"'<>;,]*/y;

const inForm = (text: string, start: number): Span => [
  start,
  unescaped(text, start, endOf(formValue, text, start)),
  MASK,
];

/** <name>value</name> */
const tagBefore = /(?<=<(?:\w{1,40}:)?)/y;

function inElement(text: string, start: number): Span {
  const end = text.indexOf('<', start);
  return [start, end < 0 ? text.length : end, MASK];
}

/** "name": "value", also cut off in the middle, also inside a JSON string (\"name\":\"value\"). */
const colon = /(\\*")\s*:\s*/y;
const openQuote = /(\\*)"/y;
const number = /(?:-?\d[\d.eE+-]*)?/y;

function inJson(text: string, nameEnd: number): Span | undefined {
  const before = at(colon, text, nameEnd);
  if (!before) return undefined;
  const start = nameEnd + before[0].length;
  const opened = at(openQuote, text, start);
  if (!opened) return [start, endOf(number, text, start), `${before[1]}${MASK}${before[1]}`];
  const first = start + opened[0].length;
  return [first, stringEnd(text, first, opened[1]?.length ?? 0), MASK];
}

/**
 * The end of the JSON string whose quotes stand behind `depth` backslashes: 0, 1 within another string, 3 within two.
 * More of them belong to the value, in groups; fewer end a string further out.
 */
export function stringEnd(text: string, start: number, depth: number): number {
  for (let quote = text.indexOf('"', start); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    const slashes = quote - unescaped(text, start, quote);
    if (slashes < depth || slashes % (2 * depth + 2) === depth) return quote - Math.min(slashes, depth);
  }
  return text.length;
}

/** The end without the backslashes before it, which escape the quote that follows. */
function unescaped(text: string, start: number, end: number): number {
  let last = end;
  if (text[end] === '"' || text[end] === "'") while (last > start && text[last - 1] === '\\') last--;
  return last;
}

const endOf = (sticky: RegExp, text: string, start: number): number =>
  start + (at(sticky, text, start)?.[0].length ?? 0);

/** Authorization: Bearer value. Behind a name in quotes objects, numbers and the like are JSON, which must stay whole. */
const header = new RegExp(
  `(?:["']\\s*(?:=>|[:=])(?!\\s*(?:[-\\d[{]|true|false|null))|\\s*(?:=>|[:=]))\\s*(?:\\\\*["'])?\\s*(?:(?:${SCHEMES})\\s+(?=[^\\s"',]))?`,
  'iy',
);
const headerValue = /(?:[^\s"',][^"'\r\n]*)?/y;

function authorizations(text: string): readonly Span[] {
  const spans: Span[] = [];
  let done = 0;
  for (const { index, 0: word } of text.matchAll(/authorization/gi)) {
    const before = index < done ? null : at(header, text, index + word.length);
    if (!before) continue;
    const start = before.index + before[0].length;
    done = unescaped(text, start, endOf(headerValue, text, start));
    if (start < done) spans.push([start, done, MASK]);
  }
  return spans;
}

/** scheme://user:password@host */
const passwords = (text: string): readonly Span[] =>
  Array.from(
    text.matchAll(/:(?<=\w:)\\?\/\\?\/[^\s/:@"'<>]{0,200}:([^\s/@"'<>]+)@/g),
    ({ index, 0: whole, 1: value }) => {
      const end = index + whole.length - 1;
      return [end - (value?.length ?? 0), end, MASK];
    },
  );

/** JSON web tokens look like nothing else: `{"` in base64, three parts. */
const webToken = /eyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]*/y;
const firstPart = /[\w-]*/y;

function webTokens(text: string): readonly Span[] {
  const spans: Span[] = [];
  let done = 0;
  for (const { index } of text.matchAll(/\beyJ/g)) {
    if (index < done) continue;
    const found = at(webToken, text, index);
    // What follows in the same part is no token either.
    done = endOf(found ? webToken : firstPart, text, index);
    if (found) spans.push([index, done, MASK]);
  }
  return spans;
}
