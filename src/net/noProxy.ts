// Reads lists of hosts that are reached without a proxy, as NO_PROXY and `http.noProxy` have them (curl's rules, with CIDR).
import { BlockList, isIP } from 'node:net';

/**
 * The entry that excepts a host, undefined when none does. An entry is `*`, a name (which also means all names below
 * it, with or without `.` or `*.` in front), an IP address or a CIDR block; each may end in a port.
 * @param hostname without brackets
 */
export function exceptionFor(entries: readonly string[], hostname: string, port: number): string | undefined {
  const host = plain(hostname);
  return entries
    .flatMap((entry) => entry.split(/[\s,;]+/))
    .filter(Boolean)
    .find((entry) => excepts(entry, host, port));
}

function excepts(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  const { name, onlyPort } = readEntry(entry);
  if (onlyPort !== undefined && onlyPort !== port) return false;
  if (name === '*') return true;
  const family = isIP(host);
  if (family > 0) return name.includes('/') ? isInBlock(name, host) : isIP(name) > 0 && isInBlock(name, host);
  return name !== '' && (host === name || host.endsWith(`.${name}`));
}

interface Entry {
  readonly name: string;
  readonly onlyPort?: number;
}

/** `host:8080` and `[::1]:8080` have ports, `::1` and `fd00::/8` have none. */
function readEntry(entry: string): Entry {
  const found = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(entry);
  const [, bracketed, bare, port] = found ?? [];
  const name = plain(bracketed ?? bare ?? entry).replace(/^\*?\.(?=.)/, '');
  return port === undefined ? { name } : { name, onlyPort: Number(port) };
}

/** `Example.COM.` is `example.com`. */
const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');

function isInBlock(block: string, address: string): boolean {
  const [base = '', bits] = block.split('/');
  const version = isIP(base);
  const longest = version === 6 ? 128 : 32;
  const prefix = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  if (version === 0 || !(prefix <= longest)) return false;
  const list = new BlockList();
  list.addSubnet(base, prefix, version === 6 ? 'ipv6' : 'ipv4');
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
