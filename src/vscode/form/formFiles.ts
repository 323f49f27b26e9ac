// Takes a certificate or key for a field of the form out of a file.
import * as vscode from 'vscode';
import type { Field } from '../../core/form.ts';
import type { FileMessage } from '../../protocol.ts';
import { editDocument, setChange, type Refusal } from '../edits.ts';
import type { Face } from '../face.ts';
import { setSecret } from './formSecrets.ts';

/** In bytes; a chain of certificates is far smaller. */
const largest = 500_000;

export async function takeFile(
  face: Face,
  document: vscode.TextDocument,
  field: Field,
  message: FileMessage,
): Promise<Refusal> {
  const isKey = field.kind === 'secret' && field.pem === true;
  if (!isKey && field.kind !== 'pem') return vscode.l10n.t('This field takes no file.');
  const bytes =
    message.data === undefined ? await readFile(document, field, message.uri) : Buffer.from(message.data, 'base64');
  if (typeof bytes === 'string') return bytes;
  // The user has chosen nothing.
  if (!bytes) return undefined;
  const read = (await face.certificates()).fromFile(bytes, isKey ? 'key' : 'certificate');
  if (!read.ok) return read.failure;
  return isKey
    ? setSecret(face, document, field, read.value)
    : editDocument(document, setChange({ path: field.path, value: read.value }));
}

/** The bytes, or why there are none. */
async function readFile(
  document: vscode.TextDocument,
  field: Field,
  address: string | undefined,
): Promise<Uint8Array | string | undefined> {
  const uri = address === undefined ? await askForFile(document, field) : vscode.Uri.parse(address);
  if (!uri) return undefined;
  const { type, size } = await vscode.workspace.fs.stat(uri);
  if (type !== vscode.FileType.File) return vscode.l10n.t('{0} is not a file.', uri.path);
  if (size > largest) return vscode.l10n.t('{0} is too large for a certificate or key.', uri.path);
  return vscode.workspace.fs.readFile(uri);
}

async function askForFile(document: vscode.TextDocument, { title }: Field): Promise<vscode.Uri | undefined> {
  const filters = {
    [vscode.l10n.t('Certificates and Keys')]: ['pem', 'crt', 'cer', 'key', 'der', 'p12', 'pfx', 'p8'],
    [vscode.l10n.t('All Files')]: ['*'],
  };
  const folder = document.uri.scheme === 'file' ? { defaultUri: vscode.Uri.joinPath(document.uri, '..') } : {};
  const chosen = await vscode.window.showOpenDialog({ ...folder, filters, title });
  return chosen?.[0];
}
