// Platforms can be dragged to another place among the connections: their order is that of the view and of every question.
import * as vscode from 'vscode';
import type { Node } from '../../core/nodes.ts';
import type { Connections } from './connections.ts';

/** VS Code's name for what is dragged within the view `integrations`. */
const mime = 'application/vnd.code.tree.integrations';

export class ConnectionDrag implements vscode.TreeDragAndDropController<Node> {
  readonly dragMimeTypes = [mime];
  readonly dropMimeTypes = [mime];
  readonly #connections: Pick<Connections, 'place'>;

  constructor(connections: Pick<Connections, 'place'>) {
    this.#connections = connections;
  }

  handleDrag(nodes: readonly Node[], data: vscode.DataTransfer): void {
    const ids = nodes.flatMap((node) => connectionIn(node) ?? []);
    if (ids.length > 0) data.set(mime, new vscode.DataTransferItem(ids));
  }

  /** Below all rows is the last place; a row that is no platform is none. */
  async handleDrop(target: Node | undefined, data: vscode.DataTransfer): Promise<void> {
    const ids = data.get(mime)?.value as unknown;
    const place = target && connectionIn(target);
    if (!Array.isArray(ids) || (target && place === undefined)) return;
    await this.#connections.place(ids.map(String), place);
  }
}

const connectionIn = (node: Node): string | undefined =>
  node.kind === 'home' && node.home.remote ? vscode.Uri.parse(node.home.id).authority : undefined;
