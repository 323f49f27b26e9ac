// Call documents as the Advanced View's features see them: what one names, and all that name an integration.
import * as vscode from 'vscode';
import { findNodeAtOffset } from 'jsonc-parser';
import { entriesOf, largestIntegration, modelsIn, type IntegrationEntry } from '../../core/catalog.ts';
import { asString, findNode, readJsonText } from '../../core/json.ts';
import type { Operation } from '../../core/model.ts';
import { callLanguageId } from '../calls/callLenses.ts';
import { searchAll } from '../catalog/search.ts';
import type { Face } from '../face.ts';
import { homeOf } from '../homeOf.ts';
import { rangeOf } from './places.ts';

interface Called {
  readonly key: 'integration' | 'operation';
  readonly range: vscode.Range;
  readonly integration: IntegrationEntry;
  readonly operation?: Operation;
}

/** The integration or the operation that a place of a call document names. */
export function calledAt(face: Face, document: vscode.TextDocument, position: vscode.Position): Called | undefined {
  const text = document.getText();
  const { root } = readJsonText(text);
  const node = root && findNodeAtOffset(root, document.offsetAt(position), true);
  const key = (['integration', 'operation'] as const).find((each) => findNode(root, [each]) === node);
  const name = asString(findNode(root, ['integration'])?.value);
  const integration = candidates(face, document.uri).find((entry) => entry.name === name);
  if (!node || !key || !integration) return undefined;
  const model = modelsIn(face.catalog.homes).get(integration.modelId);
  const operation = model?.operations.find(({ id }) => id === findNode(root, ['operation'])?.value);
  return { key, range: rangeOf(text, node), integration, ...(operation && { operation }) };
}

/** Of two integrations with one name, the one in the document's own folder is meant. */
function candidates(face: Face, uri: vscode.Uri): IntegrationEntry[] {
  const own = homeOf(uri);
  const homes = [...face.catalog.homes].sort((a, b) => Number(b.id === own) - Number(a.id === own));
  return entriesOf(homes, 'integration');
}

export interface CallText {
  readonly uri: vscode.Uri;
  readonly text: string;
}

/** The call documents that mean the integration at `uri` by its name, saved or not. */
export async function callsOf(face: Face, uri: vscode.Uri, name: string): Promise<CallText[]> {
  const open = vscode.workspace.textDocuments.filter(({ languageId }) => languageId === callLanguageId);
  const files = await searchAll('**/*.call.json');
  const uris = new Map([...files, ...open.map((document) => document.uri)].map((each) => [each.toString(), each]));
  const texts = await Promise.all([...uris.values()].map((each) => readCall(face, each)));
  return texts.flatMap((call) => (call && meansIt(face, call, uri, name) ? [call] : []));
}

async function readCall(face: Face, uri: vscode.Uri): Promise<CallText | undefined> {
  try {
    const text = await face.catalog.text(uri);
    return text.length > largestIntegration ? undefined : { uri, text };
  } catch {
    // It went away in the meantime.
    return undefined;
  }
}

function meansIt(face: Face, call: CallText, uri: vscode.Uri, name: string): boolean {
  if (findNode(readJsonText(call.text).root, ['integration'])?.value !== name) return false;
  return candidates(face, call.uri).find((entry) => entry.name === name)?.uri === uri.toString();
}
