// The rows of the "Calls" view and their looks: loaded when the view is first seen.
import { callChildren, callRoots } from '../core/callNodes.ts';
import { toCallItem } from './callItem.ts';

export { callChildren, callRoots, toCallItem };
