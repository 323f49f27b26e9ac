// Percent-encoding of the parts of a URL and of form data (RFC 3986 section 2, WHATWG URL section 5.2).

/** RFC 3986 section 2.3: everything but unreserved characters is encoded; half a surrogate pair cannot be. */
export function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\u{FFFD}')).replaceAll(/[!'()*]/g, hex);
}

/**
 * Like `encode`, but a value that is percent-encoded from end to end is taken as it is: people copy query values out of
 * addresses, and encoded a second time no server finds them. In paths RFC 6570 wants everything encoded.
 */
export function encodeOnce(text: string): string {
  return isEncoded(text) ? text : encode(text);
}

function isEncoded(text: string): boolean {
  if (!/^(?:[\w\-.~]|%[\dA-Fa-f]{2})*$/.test(text) || !text.includes('%')) return false;
  try {
    return decodeURIComponent(text) !== text;
  } catch {
    return false;
  }
}

/** A document's own path text: what cannot stand in a path is encoded, triplets that are there already stay. */
export function encodePath(text: string): string {
  return text.replaceAll(/%[\dA-Fa-f]{2}|[^\w\-.~!$&'()*+,;=:@/?]/gu, (part) =>
    part.length === 3 ? part : encode(part),
  );
}

/** RFC 6570 section 3.2.3: reserved characters and existing triplets stay. */
export function encodeReserved(text: string): string {
  return text.replaceAll(/%[\dA-Fa-f]{2}|[:/?#[\]@!$&'()*+,;=]|[\s\S]/gu, (part) =>
    part.length > 1 && part.startsWith('%') ? part : /^[:/?#[\]@!$&'()*+,;=]$/.test(part) ? part : encode(part),
  );
}

/** `application/x-www-form-urlencoded`: a space is "+". */
export function encodeForm(text: string): string {
  return encode(text).replaceAll('%20', '+').replaceAll('%2A', '*').replaceAll('~', '%7E');
}

const hex = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
