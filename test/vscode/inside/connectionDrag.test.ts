// The order of the connections: dragged in the tree, moved up and down, and what becomes of it in the state.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { rootNodes, type Node } from '../../../src/core/nodes.ts';
import type { PlatformConnection } from '../../../src/core/platform/platform.ts';
import { ConnectionDrag } from '../../../src/vscode/platforms/connectionDrag.ts';
import { Connections } from '../../../src/vscode/platforms/connections.ts';

/** A state and a secret store as an extension gets them, in memory. */
function stored(): { memory: vscode.Memento; secrets: vscode.SecretStorage } {
  const [state, values] = [new Map<string, unknown>(), new Map<string, string>()];
  const memory = {
    keys: () => [...state.keys()],
    get: <T>(key: string, other?: T) => (state.get(key) as T | undefined) ?? other,
    update: (key: string, value: unknown) => Promise.resolve(void state.set(key, value)),
  } as vscode.Memento;
  const secrets = {
    get: (key: string) => Promise.resolve(values.get(key)),
    store: (key: string, value: string) => Promise.resolve(void values.set(key, value)),
    delete: (key: string) => Promise.resolve(void values.delete(key)),
    keys: () => Promise.resolve([...values.keys()]),
    onDidChange: new vscode.EventEmitter<vscode.SecretStorageChangeEvent>().event,
  };
  return { memory, secrets };
}

describe('the order of connections', () => {
  let connections: Connections;
  let drag: ConnectionDrag;
  let changes: number;
  let memory: vscode.Memento;
  beforeEach(async () => {
    const { secrets, ...given } = stored();
    ({ memory } = given);
    connections = new Connections(memory, secrets, () => Promise.reject(new Error('nothing is opened')));
    drag = new ConnectionDrag(connections);
    for (const id of ['a', 'b', 'c', 'd']) await connections.save(connection(id), 'secret');
    changes = 0;
    connections.onDidChange(() => changes++);
  });
  afterEach(() => connections.dispose());

  const connection = (id: string): PlatformConnection => ({
    id,
    name: id.toUpperCase(),
    url: `https://${id}.example.com`,
    signIn: { way: 'session', username: 'admin' },
    rejectUnauthorized: true,
  });
  const folder = { id: 'file:///work', label: 'work', entries: new Map() };
  const nodes = (): Node[] => rootNodes([folder, ...connections.homes]);
  const node = (label: string): Node => {
    const found = nodes().find((each) => each.kind === 'home' && each.home.label === label);
    assert.ok(found);
    return found;
  };
  const order = (): string => (memory.get('platforms') as { id: string }[]).map(({ id }) => id).join('');
  async function drop(labels: readonly string[], target: string | undefined): Promise<string> {
    const data = new vscode.DataTransfer();
    drag.handleDrag(labels.map(node), data);
    await drag.handleDrop(target === undefined ? undefined : node(target), data);
    return order();
  }

  it('is that of the rows after a drop: in the place of the row, or at the end', async () => {
    assert.equal(await drop(['D'], 'B'), 'adbc');
    assert.equal(await drop(['A'], 'C'), 'dbca');
    assert.equal(await drop(['D'], undefined), 'bcad');
    assert.deepEqual(
      connections.homes.map(({ label }) => label),
      ['B', 'C', 'A', 'D'],
    );
    assert.equal(changes, 3);
  });
  it('keeps several together', async () => {
    assert.equal(await drop(['C', 'A'], 'D'), 'bdac');
    assert.equal(await drop(['A', 'C'], 'B'), 'acbd');
  });
  it('stays where nothing is to be moved, or to nowhere', async () => {
    assert.equal(await drop(['B'], 'B'), 'abcd');
    assert.equal(await drop(['work'], 'B'), 'abcd');
    assert.equal(await drop(['B'], 'work'), 'abcd');
    await drag.handleDrop(node('A'), new vscode.DataTransfer());
    assert.equal(order(), 'abcd');
    assert.equal(changes, 0);
  });
  it('is changed by Move Up and Move Down, and not beyond the ends', async () => {
    await connections.move('a', -1);
    await connections.move('d', 1);
    assert.deepEqual([order(), changes], ['abcd', 0]);
    await connections.move('a', 1);
    await connections.move('d', -1);
    assert.deepEqual([order(), changes], ['badc', 2]);
  });
});
