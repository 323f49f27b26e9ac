// Decides whether a request goes through a proxy, by VS Code's settings first and the environment second.
import { isIP } from 'node:net';
import type { NetworkSettings } from '../core/network.ts';
import { exceptionFor } from './noProxy.ts';

/** The proxy for one server, or why there is none. */
export type ProxyChoice =
  | { readonly kind: 'direct'; /** Why, although a proxy is set. */ readonly why?: string }
  | { readonly kind: 'proxy'; readonly proxy: Proxy }
  | { readonly kind: 'unusable'; readonly code: string; readonly message: string; readonly from: string };

export interface Proxy {
  /** Without brackets around IPv6. */
  readonly hostname: string;
  readonly port: number;
  /** `proxy.example:3128` */
  readonly host: string;
  /** SOCKS 5 in place of HTTP. */
  readonly socks: boolean;
  /** TLS to the proxy itself. */
  readonly secure: boolean;
  readonly rejectUnauthorized: boolean;
  /** What names it. */
  readonly from: string;
  /** The value of `Proxy-Authorization`; for the proxy's eyes only. */
  readonly authorization?: string;
  /** The same for SOCKS. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Texts that must never be shown. */
  readonly confidential: readonly string[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Destination {
  /** Without brackets around IPv6. */
  readonly hostname: string;
  readonly port: number;
  readonly secure: boolean;
}

export function chooseProxy(to: Destination, settings: NetworkSettings, env: Environment): ProxyChoice {
  const set = addressFor(to, settings, env);
  if (!set) return { kind: 'direct' };
  if (!settings.useProxy) return { kind: 'direct', why: 'http.proxySupport is off' };
  // As in VS Code: a proxy seldom reaches what runs on this machine.
  if (isLoopback(to.hostname)) return { kind: 'direct', why: 'this machine itself' };
  const exception = exceptionIn(to, settings, env);
  return exception ? { kind: 'direct', why: exception } : readProxy(set, settings);
}

interface Address {
  readonly text: string;
  readonly from: string;
}

function addressFor({ secure }: Destination, { proxy }: NetworkSettings, env: Environment): Address | undefined {
  if (proxy.trim() !== '') return { text: proxy.trim(), from: 'http.proxy' };
  const names = [secure ? 'HTTPS_PROXY' : 'HTTP_PROXY', 'ALL_PROXY'];
  return names.map((name) => variable(name, env)).find(Boolean);
}

/** Lower case counts first, as curl has it. */
function variable(name: string, env: Environment): Address | undefined {
  const from = [name.toLowerCase(), name].find((each) => (env[each] ?? '').trim() !== '');
  return from === undefined ? undefined : { text: env[from]?.trim() ?? '', from };
}

/** VS Code's own list, where it has one, replaces the environment's. */
function exceptionIn({ hostname, port }: Destination, settings: NetworkSettings, env: Environment): string | undefined {
  const own = settings.noProxy.length > 0;
  const { text = '', from = '' } = own ? { from: 'http.noProxy' } : (variable('NO_PROXY', env) ?? {});
  const entry = exceptionFor(own ? settings.noProxy : [text], hostname, port);
  return entry === undefined ? undefined : `${from} has ${entry}`;
}

export function isLoopback(hostname: string): boolean {
  if (isIP(hostname) > 0) return /^127\.|^(0*:)+0*1$|^::ffff:127\./i.test(hostname);
  return /(^|\.)localhost\.?$/i.test(hostname);
}

/** The names of curl; the one with an `h` lets the proxy resolve names, and so do we in any case. */
const SOCKS = ['socks5:', 'socks5h:', 'socks:'];
const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  ...{ 'http:': 80, 'https:': 443 },
  ...Object.fromEntries(SOCKS.map((protocol) => [protocol, 1080])),
};

function readProxy({ text, from }: Address, settings: NetworkSettings): ProxyChoice {
  // `proxy.example:3128` means http, as everywhere.
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const unusable = (code: string, message: string): ProxyChoice => ({ kind: 'unusable', code, message, from });
  if (!URL.canParse(address)) return unusable('PROXY_ADDRESS', `the address in ${from} is none`);
  const url = new URL(address);
  const port = DEFAULT_PORTS[url.protocol];
  if (url.hostname === '') return unusable('PROXY_ADDRESS', `the address in ${from} is none`);
  if (port === undefined) return unusable('PROXY_PROTOCOL', url.protocol.replace(':', ''));
  return { kind: 'proxy', proxy: proxyOf(url, Number(url.port) || port, from, settings) };
}

function proxyOf(url: URL, port: number, from: string, settings: NetworkSettings): Proxy {
  const socks = SOCKS.includes(url.protocol);
  return {
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    host: `${url.hostname}:${port}`,
    socks,
    secure: url.protocol === 'https:',
    rejectUnauthorized: settings.proxyStrictSSL,
    from,
    ...(socks ? loginOf(url) : credentialsOf(url, settings)),
  };
}

function loginOf(url: URL): Pick<Proxy, 'login' | 'confidential'> {
  const [user, password] = [decoded(url.username), decoded(url.password)];
  return password === '' ? { confidential: [] } : { login: { user, password }, confidential: [password] };
}

/** Basic credentials (RFC 7617) out of the address, in UTF-8; else VS Code's setting as it is. */
function credentialsOf(
  url: URL,
  { proxyAuthorization }: NetworkSettings,
): Pick<Proxy, 'authorization' | 'confidential'> {
  if (url.username === '' && url.password === '') {
    const value = proxyAuthorization.trim();
    return value ? { authorization: value, confidential: [value] } : { confidential: [] };
  }
  const [user, password] = [decoded(url.username), decoded(url.password)];
  const packed = Buffer.from(`${user}:${password}`).toString('base64');
  return { authorization: `Basic ${packed}`, confidential: [password, packed].filter(Boolean) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
