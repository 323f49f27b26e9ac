// Which integrations a pull, a push or a comparison is about, and between which homes.
import * as vscode from 'vscode';
import type { Entry, Home } from '../../core/catalog.ts';
import type { Face } from '../face.ts';
import { homeOf } from '../homeOf.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import { asNode } from '../target.ts';

export interface Scope {
  /** Whether an integration takes part, by name and model. */
  readonly has: (name: string, modelId: string) => boolean;
  /** For people; empty for all. */
  readonly label: string;
}

/** What was clicked on, if anything was. */
export interface Given {
  readonly home: Home | undefined;
  readonly scope: Scope;
}

const everything: Scope = { has: () => true, label: '' };

export function givenBy(face: Face, arg: unknown, selected: unknown): Given {
  const args = Array.isArray(selected) && selected.length > 0 ? (selected as readonly unknown[]) : [arg];
  const found = args.map((each) => givenByOne(face, each)).filter((each) => each !== undefined);
  const [first] = found;
  if (!first) return { home: undefined, scope: everything };
  // Rows of another home than that of the first are no part of it.
  const own = found.filter(({ home }) => home?.id === first.home?.id);
  const label = own.map(({ scope }) => scope.label).join(', ');
  return { home: first.home, scope: { has: (...which) => own.some(({ scope }) => scope.has(...which)), label } };
}

function givenByOne(face: Face, arg: unknown): Given | undefined {
  const node = asNode(arg);
  const uri = arg instanceof vscode.Uri ? arg : node && 'entry' in node ? vscode.Uri.parse(node.entry.uri) : undefined;
  if (node?.kind === 'home') return { home: homeWith(face, node.home.id), scope: everything };
  if (node?.kind === 'unknownModel') return { home: homeWith(face, node.home.id), scope: ofModel(node.modelId) };
  if (!uri) return undefined;
  const entry = face.catalog.entry(uri);
  const home = homeWith(face, homeOf(uri));
  return entry ? { home, scope: scopeOf(entry) } : { home, scope: everything };
}

function scopeOf(entry: Entry): Scope {
  if (entry.kind === 'model') return ofModel(entry.model?.id ?? entry.listed ?? '');
  return { has: (name) => name === entry.name, label: entry.name };
}

const ofModel = (id: string): Scope => ({ has: (_name, modelId) => modelId === id, label: id });

export const homeWith = (face: Face, id: string | undefined): Home | undefined =>
  face.catalog.homes.find((home) => home.id === id);

/** What is open shows what was written. */
export async function refreshHome(face: Face, target: string): Promise<void> {
  const uri = vscode.Uri.parse(target);
  if (isRemote(uri)) await (await face.platforms()).refresh(uri.authority);
}
