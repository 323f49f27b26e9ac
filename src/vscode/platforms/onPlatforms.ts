// All that is done with platforms, as one bundle that the first of it loads.
import { Platforms } from './platforms.ts';
import { Syncs } from '../sync/syncs.ts';

export { Platforms, Syncs };
