// Numbers as other tools write them, where that loses nothing: two spellings of one number are no difference.
import { digitsOf, isMap, mapValues } from '../exact.ts';
import type { Json } from '../json.ts';

/** `1.0` and `1e0` as 1; a number that no double holds keeps its digits. */
export function plainNumbers<T extends Json>(value: T): T;
export function plainNumbers(value: Json): Json {
  const written = digitsOf(value);
  if (written !== undefined) return isHeld(written) ? Number(written) : value;
  if (Array.isArray(value)) return value.map((item: Json) => plainNumbers(item));
  return isMap(value) ? mapValues(value, (item) => plainNumbers(item)) : value;
}

const isHeld = (written: string): boolean => decimal(written) === decimal(String(Number(written)));

/** Sign, significant digits and exponent, the same for every spelling of one number. */
function decimal(written: string): string | undefined {
  const [, sign = '', whole = '', part = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(written) ?? [];
  const digits = `${whole}${part}`.replace(/^0+/, '');
  if (digits === '') return sign === '' ? '0' : undefined;
  const significant = digits.replace(/0+$/, '');
  const shift = BigInt(exponent) - BigInt(part.length) + BigInt(digits.length - significant.length);
  return `${sign}${significant}e${shift}`;
}
