// The connection that a command means: its row in the tree, the only one, or the user's choice.
import * as vscode from 'vscode';
import type { PlatformConnection } from '../../core/platform/platform.ts';
import type { Face } from '../face.ts';
import { platformFirst } from '../neededFirst.ts';
import { remoteHome } from './remoteAddress.ts';
import { asNode, choose } from '../target.ts';

export async function chosenConnection(face: Face, arg: unknown): Promise<PlatformConnection> {
  const node = asNode(arg);
  const { all } = face.connections;
  const given =
    node?.kind === 'home' ? all.find(({ id }) => remoteHome({ authority: id }) === node.home.id) : undefined;
  const [only, ...others] = all;
  if (given) return given;
  if (!only) throw platformFirst(vscode.l10n.t('There is no connection yet. Make one with "Connect to Platform…".'));
  return others.length === 0 ? only : oneOf(all, vscode.l10n.t('Which connection?'));
}

/** The only one, or the user's choice. */
export async function oneOf(all: readonly PlatformConnection[], question: string): Promise<PlatformConnection> {
  const items = all.map((connection) => ({ label: connection.name, description: connection.url, connection }));
  const [only, ...others] = items;
  return (only && others.length === 0 ? only : await choose(items, question)).connection;
}
