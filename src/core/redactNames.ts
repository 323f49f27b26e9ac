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

export const isSecretName = (name: string): boolean => EXACT.test(name) && !HARMLESS.test(name);

export function redactNames(text: string): string {
  const isSecret = remembered(isSecretName);
  const masked = named.reduce(
    (rest, pattern) =>
      rest.replaceAll(pattern, (whole, before: string, name: string, value: string) =>
        isSecret(name) ? before + MASK + whole.slice(before.length + value.length) : whole,
      ),
    text,
  );
  return recognised.reduce((rest, pattern) => rest.replaceAll(pattern, `$1${MASK}`), masked);
}

/** A list of thousands of records has a dozen names. */
function remembered(check: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const found = known.get(name) ?? check(name);
    known.set(name, found);
    return found;
  };
}

/** What stands before the value, the name in it, the value. */
const named: readonly RegExp[] = [
  // "name": "value", also cut off in the middle, also inside a JSON string (\"name\":\"value\").
  /("([\w.$-]{1,80})"\s*:\s*")((?:[^"\\]|\\.)+)/g,
  /("([\w.$-]{1,80})"\s*:\s*)(-?\d[\d.eE+-]*)/g,
  /(\\+"([\w.$-]{1,80})\\+"\s*:\s*\\+")([^"\\]+)/g,
  // name=value in addresses and forms.
  /((?<![\w.$-])([\w.$-]{1,80})=)([^&\s#"'<>;,]+)/g,
  // <name>value</name>
  /(<(?:\w{1,40}:)?([\w.-]{1,80})>)([^<]+)/g,
];

/** Secrets that their surroundings or their own looks give away. */
const recognised: readonly RegExp[] = [
  // Authorization: Bearer value
  /(authorization["']?\s*[:=]\s*["']?\s*(?:(?:basic|bearer|digest|token|apikey|aws4-hmac-sha256)\s+)?)[^\s"',][^"'\r\n]*/gi,
  // scheme://user:password@host
  /(\w:\/\/[^\s/:@"'<>]{0,200}:)[^\s/@"'<>]+(?=@)/g,
  // JSON web tokens look like nothing else.
  /(\b)eyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]*/g,
];
