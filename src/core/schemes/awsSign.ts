// Signs a request with AWS Signature Version 4: the signature covers exactly the bytes that are sent.
import { AwsV4Signer } from 'aws4fetch';
import type { Header, Request } from '../request.ts';

export interface AwsSigning {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly service: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The path is encoded once more for every service but S3, as the specification says. */
  readonly encodePathOnce?: boolean;
}

/** The request to send: its address is written as it was signed, and `Authorization` and the `X-Amz-` headers are added. */
export async function signAws(request: Request, signing: AwsSigning): Promise<Request> {
  const url = signable(request.url, signing.service);
  const headers = joined(request.headers);
  const signer = new AwsV4Signer({
    method: request.method,
    url,
    headers: Object.fromEntries([...headers.filter(isSigned), ...(await payloadHash(request, signing.service))]),
    // Absent and empty have the same hash, but the library wants a body for some methods.
    body: (request.body ?? new Uint8Array()) as Uint8Array<ArrayBuffer>,
    accessKeyId: signing.accessKeyId,
    secretAccessKey: signing.secretAccessKey,
    ...(signing.sessionToken && { sessionToken: signing.sessionToken }),
    service: signing.service,
    region: signing.region,
    datetime: new Date(signing.now).toISOString().replaceAll(/[:-]|\.\d{3}/g, ''),
    allHeaders: true,
    ...(signing.encodePathOnce && { singleEncode: true }),
  });
  const signed = await signer.sign();
  return {
    ...request,
    url,
    headers: [...headers.filter(([name]) => !ours.has(name.toLowerCase())), ...added(signed.headers)],
  };
}

/** What proxies and clients change on the way is sent, but not signed. */
const unsigned =
  /^(authorization|accept|accept-encoding|connection|content-length|cookie|expect|host|range|te|transfer-encoding|user-agent|via|x-amzn-trace-id|x-forwarded-.*)$/i;

const isSigned = ([name]: Header): boolean => !unsigned.test(name);

/** A repeated header is signed as one with all values, so it is sent as one. */
function joined(headers: readonly Header[]): Header[] {
  const values = new Map<string, Header>();
  for (const [name, value] of headers) {
    const before = values.get(name.toLowerCase());
    values.set(name.toLowerCase(), before ? [before[0], `${before[1]},${value}`] : [name, value]);
  }
  return [...values.values()];
}

/**
 * The one spelling in which sender and receiver cannot differ: dot segments are gone, and all but the unreserved characters
 * of RFC 3986 is encoded, for some services decode and encode anew before they compare.
 */
function signable(address: string, service: string): string {
  const { origin, pathname, search } = new URL(address);
  // S3's keys may hold any slashes; everywhere else AWS takes several for one.
  const path = service === 's3' ? pathname : pathname.replaceAll(/\/+/g, '/');
  const query = search.replace(/^\?/, '').replaceAll(/[!$'()*+,/:;?@]/g, escaped);
  return `${origin}${path.replaceAll(/[!$&'()*+,:;=@]/g, escaped)}${query === '' ? '' : `?${query}`}`;
}

const escaped = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;

/** S3 wants the hash of the body as a header; the library would leave the body unsigned there. */
async function payloadHash(request: Request, service: string): Promise<Header[]> {
  if (service !== 's3' || request.headers.some(([name]) => name.toLowerCase() === 'x-amz-content-sha256')) return [];
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', request.body ?? new Uint8Array()));
  return [['X-Amz-Content-Sha256', Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')]];
}

const ours: ReadonlyMap<string, string> = new Map([
  ['x-amz-date', 'X-Amz-Date'],
  ['x-amz-security-token', 'X-Amz-Security-Token'],
  ['x-amz-content-sha256', 'X-Amz-Content-Sha256'],
  ['authorization', 'Authorization'],
]);

function added(headers: Headers): Header[] {
  const found: Header[] = [];
  headers.forEach((value, name) => {
    const spelled = ours.get(name);
    if (spelled) found.push([spelled, value]);
  });
  return found;
}
