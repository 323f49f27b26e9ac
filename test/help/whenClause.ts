// VS Code's when clauses, as far as the manifest uses them; whatever else stands in one is an error, as VS Code would take it
// for no clause at all.

/** The values of context keys. */
export type Context = Readonly<Record<string, string | boolean | readonly string[]>>;
export type When = (context: Context) => boolean;

const token = /\s*(\|\||&&|==|!=|=~|[!()<>]|\/(?:\\.|\[(?:\\.|[^\]])*\]|[^/\\[])*\/[a-z]*|'[^']*'|[\w.:-]+)/y;

export function parseWhen(text: string): When {
  const tokens: string[] = [];
  for (token.lastIndex = 0; token.lastIndex < text.trimEnd().length;) {
    const { lastIndex } = token;
    const found = token.exec(text)?.[1];
    if (found === undefined) throw new Error(`${text}: not understood from ${text.slice(lastIndex)}`);
    tokens.push(found);
  }
  const is = (wanted: string): boolean => tokens[0] === wanted && tokens.shift() !== undefined;
  const next = (): string => tokens.shift() ?? '';
  const or = (): When => anyOf([and(), ...repeated('||', and)]);
  const and = (): When => allOf([term(), ...repeated('&&', term)]);
  const repeated = (sign: string, part: () => When): When[] => (is(sign) ? [part(), ...repeated(sign, part)] : []);
  const term = (): When => (is('!') ? not(primary()) : primary());
  const primary = (): When => {
    if (is('(')) {
      const inner = or();
      if (!is(')')) throw new Error(`${text}: no closing parenthesis`);
      return inner;
    }
    const key = next();
    if (!/^[a-zA-Z][\w.]*$/.test(key)) throw new Error(`${text}: ${key} is no key`);
    return comparison(key);
  };
  const comparison = (key: string): When => {
    if (is('==')) return equals(key, next());
    if (is('!=')) return not(equals(key, next()));
    if (is('>')) return isAbove(key, Number(next()));
    if (is('=~')) return matches(key, next());
    if (is('in')) return isIn(key, next());
    if (!is('not')) return (context) => key !== 'false' && context[key] !== undefined && context[key] !== false;
    if (!is('in')) throw new Error(`${text}: "not" without "in"`);
    return not(isIn(key, next()));
  };
  const when = or();
  if (tokens.length > 0) throw new Error(`${text}: not understood from ${tokens.join(' ')}`);
  return when;
}

const anyOf =
  (all: readonly When[]): When =>
  (context) =>
    all.some((each) => each(context));
const allOf =
  (all: readonly When[]): When =>
  (context) =>
    all.every((each) => each(context));
const not =
  (when: When): When =>
  (context) =>
    !when(context);
const equals =
  (key: string, value: string): When =>
  (context) =>
    String(context[key]) === value.replaceAll("'", '');
const isAbove =
  (key: string, value: number): When =>
  (context) =>
    Number(context[key]) > value;
const isIn =
  (key: string, list: string): When =>
  (context) =>
    [context[list] ?? []].flat().includes(String(context[key]));
function matches(key: string, literal: string): When {
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/.exec(literal) ?? [];
  if (source === undefined) throw new Error(`${literal} is no regular expression`);
  const pattern = new RegExp(source, flags);
  return (context) => pattern.test(String(context[key]));
}
