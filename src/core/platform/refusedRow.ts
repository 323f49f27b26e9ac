// What would be refused of what the rows of the tree offer, by what the user may do on the platform that they belong to.
import { refusedOn, type PlatformCommand, type Started, type Surroundings } from './commandNeeds.ts';
import type { Home } from '../catalog.ts';
import type { Node } from '../nodes.ts';

export function refusedRow(node: Node, around: Surroundings): readonly PlatformCommand[] {
  const home = around.homes.find(({ id }) => node.id === id || node.id.startsWith(`${id}\n`));
  const on = home?.remote ? startedOn(node, home) : undefined;
  return on ? refusedOn(on, around) : [];
}

function startedOn(node: Node, home: Home): Started | undefined {
  switch (node.kind) {
    case 'home':
      return { home, target: 'platform' };
    case 'model':
      return { home, target: 'model', modelId: node.model.id };
    case 'listedModel':
      return { home, target: 'model', modelId: node.modelId };
    case 'unknownModel':
      return { home, target: 'unknownModel' };
    case 'integration':
      return { home, target: 'integration' };
    case 'broken':
      return { home, target: node.entry.kind };
    case 'operations':
    case 'tag':
    case 'operation':
      return undefined;
  }
}
