// A test call with another security scheme than the first of the model, which is the one that the platform uses.
import * as vscode from 'vscode';
import type { Model } from '../../core/model.ts';
import { schemeNote, schemeTitle } from '../../core/schema.ts';
import type { Face } from '../face.ts';
import { ExpectedError } from '../expectedError.ts';
import { choose } from '../target.ts';
import { callOperation } from './testCall.ts';

export function testCallWithScheme(face: Face, arg?: unknown): Promise<void> {
  return callOperation(face, arg, undefined, askScheme);
}

async function askScheme({ id, schemes }: Model): Promise<string> {
  if (schemes.length === 0) throw new ExpectedError(vscode.l10n.t('The model "{0}" has no security scheme.', id));
  const items = schemes.map((scheme, index) => ({
    label: scheme.name,
    description: schemeTitle(scheme),
    detail: index === 0 ? vscode.l10n.t('The platform uses this one.') : schemeNote(scheme, index),
  }));
  return (await choose(items, vscode.l10n.t('Which security scheme?'))).label;
}
