// What of an address stands in the first line of a request, byte by byte: `URL` would resolve `..` and encode again.

/** Everything after the authority. */
export function pathOf(url: string): string {
  const rest = withoutFragment(url).replace(/^[^:]+:\/\/[^/?#]*/, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}

const withoutFragment = (url: string): string => (url.includes('#') ? url.replace(/#.*$/s, '') : url);

/** Cut out of the text: parsing every address again would cost more than all the rest of our own work. */
export const originOf = (url: string): string => /^https?:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';
