// Where the levels of an integration are kept: the seam at which a folder and a platform differ.
import type { LogLevel, Transport } from './levels.ts';

/**
 * - `confirmed`: set, and a platform has said so.
 * - `unconfigured`: syslog without connection properties.
 * - `refused`: the document is read-only or its JSON broken, or who keeps it said no.
 */
export type LevelOutcome = 'set' | 'confirmed' | 'unconfigured' | 'refused';

/**
 * A folder's integration is a text document. A platform's is one too, behind a file system whose write is
 * `PUT /integrations/{name}` with the changed `loggerProps`; a platform that is to be asked in another way
 * (`PUT /adapters/{name}/loglevel`) brings a store of its own.
 */
export interface LevelStore {
  /** @param integration its address */
  setLevel(integration: string, transport: Transport, level: LogLevel): Promise<LevelOutcome>;
}
