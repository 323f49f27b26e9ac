// When the certificates of a PEM text are valid: the few bytes of DER (ITU-T X.690) that say it, read without a library.

/** Milliseconds since the epoch. */
export interface Validity {
  readonly from: number;
  readonly to: number;
}

/** Of every certificate in a text that can be read, in order. */
export function certificatesIn(pem: string): Validity[] {
  const blocks = pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g);
  return Array.from(blocks, ([, base64 = '']) => validityOf(base64)).filter((validity) => validity !== undefined);
}

function validityOf(base64: string): Validity | undefined {
  try {
    const der = Uint8Array.from(atob(base64.replaceAll(/\s+/g, '')), (char) => char.charCodeAt(0));
    return readValidity(der);
  } catch {
    // No base64.
    return undefined;
  }
}

interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

const VERSION = 0xa0;
const UTC_TIME = 0x17;

/** RFC 5280 section 4.1: [version], serial number, signature, issuer, validity. */
function readValidity(der: Uint8Array): Validity | undefined {
  const whole = elementAt(der, 0);
  const body = whole && elementAt(der, whole.start);
  const parts = body ? elementsIn(der, body) : [];
  const validity = parts[0]?.tag === VERSION ? parts[4] : parts[3];
  const [from, to] = validity ? elementsIn(der, validity).map((element) => timeOf(der, element)) : [];
  return from === undefined || to === undefined ? undefined : { from, to };
}

function elementsIn(der: Uint8Array, { start, end }: Element): Element[] {
  const elements: Element[] = [];
  for (let at = start; at < end;) {
    const element = elementAt(der, at);
    if (!element) break;
    elements.push(element);
    at = element.end;
  }
  return elements;
}

/** X.690 section 8.1: a tag, a length of one byte or with its own length, the contents. */
function elementAt(der: Uint8Array, at: number): Element | undefined {
  const [tag, first] = [der[at], der[at + 1]];
  if (tag === undefined || first === undefined) return undefined;
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (more > 4) return undefined;
  const start = at + 2 + more;
  const long = der.subarray(at + 2, start).reduce((length, byte) => length * 256 + byte, 0);
  const end = start + (more === 0 ? first : long);
  return end > der.length ? undefined : { tag, start, end };
}

/** RFC 5280 section 4.1.2.5: `YYMMDDHHMMSSZ` up to 2049, `YYYYMMDDHHMMSSZ` from then on. */
function timeOf(der: Uint8Array, { tag, start, end }: Element): number | undefined {
  const text = String.fromCharCode(...der.subarray(start, Math.min(end, start + 20)));
  const digits = tag === UTC_TIME ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits)?.map(Number) ?? [];
  if (year === undefined || month === undefined) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
