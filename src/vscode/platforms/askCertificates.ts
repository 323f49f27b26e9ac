// Asks how a platform's certificate is checked, and with which certificate this machine shows itself to the platform.
import * as vscode from 'vscode';
import type { ConnectionFiles, PlatformConnection } from '../../core/platform/platform.ts';
import { ask, choose } from '../target.ts';

type Certificates = Pick<PlatformConnection, 'rejectUnauthorized' | 'tls'>;

/** What was chosen before comes first. */
export async function askCertificates(before: PlatformConnection | undefined): Promise<Certificates> {
  const checked = await askServer(before);
  const client = await askClient(before?.tls ?? {});
  const tls: ConnectionFiles = { ...checked.files, ...client };
  return { rejectUnauthorized: checked.strict, ...(Object.keys(tls).length > 0 && { tls }) };
}

interface Checked {
  readonly strict: boolean;
  readonly files: ConnectionFiles;
}

async function askServer(before: PlatformConnection | undefined): Promise<Checked> {
  const known = before?.tls?.authority;
  const check = { label: vscode.l10n.t('Check the certificate'), way: 'check' as const };
  const own = {
    label: vscode.l10n.t('Check it with an authority of your own…'),
    description: known ?? '',
    detail: vscode.l10n.t('A PEM file with the certificates of the company that signs for the platform'),
    way: 'own' as const,
  };
  const detail = vscode.l10n.t('Unsafe: anybody on the way can read and change what is sent, your password too');
  const accept = { label: vscode.l10n.t('Accept any certificate'), detail, way: 'accept' as const };
  const usual = known !== undefined ? 'own' : before?.rejectUnauthorized === false ? 'accept' : 'check';
  const items = [check, own, accept].sort((a, b) => Number(b.way === usual) - Number(a.way === usual));
  const { way } = await choose<(typeof items)[number]>(items, vscode.l10n.t('The certificate of the platform'));
  if (way !== 'own') return { strict: way === 'check', files: {} };
  return { strict: true, files: { authority: await askFile(vscode.l10n.t('Certificate Authority (PEM)'), known) } };
}

async function askClient(before: ConnectionFiles): Promise<ConnectionFiles> {
  const none = { label: vscode.l10n.t('No client certificate'), way: 'none' as const };
  const pem = {
    label: vscode.l10n.t('A client certificate and its key (PEM)…'),
    description: before.certificate ?? '',
    way: 'pem' as const,
  };
  const pfx = {
    label: vscode.l10n.t('A PKCS #12 file (.pfx, .p12)…'),
    description: before.pfx ?? '',
    way: 'pfx' as const,
  };
  const usual = before.pfx !== undefined ? 'pfx' : before.certificate !== undefined ? 'pem' : 'none';
  const items = [none, pem, pfx].sort((a, b) => Number(b.way === usual) - Number(a.way === usual));
  const { way } = await choose<(typeof items)[number]>(
    items,
    vscode.l10n.t('Does the platform want a certificate of you?'),
  );
  if (way === 'none') return {};
  if (way === 'pfx') return { pfx: await askFile(vscode.l10n.t('PKCS #12 File'), before.pfx) };
  const certificate = await askFile(vscode.l10n.t('Client Certificate (PEM)'), before.certificate);
  return {
    certificate,
    key: await askFile(
      vscode.l10n.t('Key of the Client Certificate (PEM)'),
      before.key ?? certificate,
      before.key === undefined ? vscode.l10n.t('In the same file') : before.key,
    ),
  };
}

/** The one that was chosen before, or another. */
async function askFile(title: string, before: string | undefined, label: string = before ?? ''): Promise<string> {
  if (before !== undefined) {
    const keep = { label, ...(label !== before && { description: before }), isKept: true };
    const other = { label: vscode.l10n.t('$(folder-opened) Another File…'), isKept: false };
    if ((await choose([keep, other], title)).isKept) return before;
  }
  const [file] = (await vscode.window.showOpenDialog({ title })) ?? [];
  if (!file) throw new vscode.CancellationError();
  return file.fsPath;
}

/** Empty where there is no key to open, or one that is open; empty input keeps the one that is stored. */
export async function askPassphrase({ name, tls }: PlatformConnection, before: string | undefined): Promise<string> {
  if (tls?.pfx === undefined && tls?.certificate === undefined) return '';
  const stays = before ? vscode.l10n.t('empty: as before') : vscode.l10n.t('empty: there is none');
  const prompt = vscode.l10n.t('Passphrase of the key for {0} ({1})', name, stays);
  return (await ask({ prompt, password: true })) || (before ?? '');
}
