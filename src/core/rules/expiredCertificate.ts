// A certificate that stands in the text tells when it is valid; what is kept in the secret store is read before a call.
import * as l10n from '@vscode/l10n';
import { certificatesIn, type Validity } from './certificateDates.ts';
import { connectionValue } from '../integration.ts';
import type { Path } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import { textsIn } from '../secrets/secrets.ts';
import type { Rule } from './rule.ts';

export const expiredCertificate: Rule = (integration, { now }) => {
  const at = [...integration.connection, 'authentication'];
  return textsIn(connectionValue(integration, 'authentication'), at).flatMap(({ path, text }) => {
    const wrong = certificatesIn(text).find(({ from, to }) => now > to || now < from);
    return wrong ? [problemOf(wrong, path, now)] : [];
  });
};

function problemOf({ from, to }: Validity, path: Path, now: number): Problem {
  return now > to
    ? {
        code: 'certificate-expired',
        severity: 'error',
        message: l10n.t('The certificate has expired ({0}). Get a new one.', new Date(to).toUTCString()),
        path,
      }
    : {
        code: 'certificate-not-yet-valid',
        severity: 'warning',
        message: l10n.t('The certificate is not valid before {0}.', new Date(from).toUTCString()),
        path,
      };
}
