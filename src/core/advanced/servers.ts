// The servers that a model declares, as the `server` block of an integration has them.
import type { Model, ServerDefaults } from '../model.ts';
import { splitServerUrl } from '../models/readServer.ts';

/** Each once, the one that the platform takes first; variables of the others keep their braces. */
export function serversOf(model: Model | undefined): readonly ServerDefaults[] {
  if (!model) return [{ protocol: 'https', host: '', base_path: '' }];
  const others = model.servers.slice(1).map(splitServerUrl);
  const all = new Map([model.server, ...others].map((server) => [urlOf(server), server]));
  return [...all.values()];
}

/** As people read it; without a host only the path. */
export function urlOf({ protocol, host, port, base_path }: ServerDefaults): string {
  const authority = port === undefined ? host : `${host}:${port}`;
  return host === '' ? base_path || '/' : `${protocol}://${authority}${base_path}`;
}
