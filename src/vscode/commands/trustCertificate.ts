// Lets test calls accept one certificate for one server, whoever vouches for it; the user has to confirm its fingerprint.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { confirm } from '../notify.ts';
import { settings } from '../settings.ts';

/** Of a quick fix: `server` is a host with its port. */
export async function trustCertificate(
  _face: Face,
  server: unknown,
  fingerprint: unknown,
  subject: unknown,
): Promise<void> {
  if (typeof server !== 'string' || typeof fingerprint !== 'string') return;
  const message = vscode.l10n.t('Trust this certificate for {0}?', server);
  const detail = vscode.l10n.t(
    '{0}\nSHA-256 {1}\n\nCompare the fingerprint with the one that the people who run the server know. It is kept in your user settings (integrations.network.trustedCertificates).',
    String(subject),
    fingerprint,
  );
  const trust = vscode.l10n.t('Trust');
  if ((await confirm(message, detail, trust)) !== trust) return;
  await settings.trustCertificate(server, fingerprint);
}
