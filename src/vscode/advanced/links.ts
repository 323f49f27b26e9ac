// The links in an integration's text, with what VS Code opens for each.
import * as vscode from 'vscode';
import type { Link } from '../../core/advanced/links.ts';
import type { Face } from '../face.ts';
import { rangeOf } from './places.ts';

export async function linksOf(face: Face, document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
  await face.catalog.load();
  const text = document.getText();
  return (await face.language()).links(text).flatMap((link) => {
    const target = targetOf(face, document.uri, link);
    if (!target) return [];
    const shown = new vscode.DocumentLink(rangeOf(text, link.span), target);
    shown.tooltip = tooltips[link.kind]();
    return [shown];
  });
}

const tooltips: Readonly<Record<Link['kind'], () => string>> = {
  url: () => vscode.l10n.t('Open in the browser'),
  file: () => vscode.l10n.t('Open the file'),
  model: () => vscode.l10n.t('Open the model'),
};

function targetOf(face: Face, document: vscode.Uri, link: Link): vscode.Uri | undefined {
  switch (link.kind) {
    case 'url':
      return vscode.Uri.parse(link.url);
    case 'file':
      return fileOf(document, link.path);
    case 'model': {
      const entry = face.catalog.modelEntry(link.modelId);
      return entry && vscode.Uri.parse(entry.uri);
    }
  }
}

function fileOf(document: vscode.Uri, path: string): vscode.Uri {
  if (/^file:\/\//i.test(path)) return vscode.Uri.parse(path);
  const isAbsolute = path.startsWith('/') || /^[a-z]:[\\/]/i.test(path);
  return isAbsolute ? vscode.Uri.file(path) : vscode.Uri.joinPath(document, '..', path.replaceAll('\\', '/'));
}
