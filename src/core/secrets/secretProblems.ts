// What is wrong with a secret that is only referred to, in the same words while typing and before a call.
import * as l10n from '@vscode/l10n';
import type { Path } from '../pointer.ts';
import type { Problem, Severity } from '../problem.ts';
import { writeReference } from './secrets.ts';
import type { SecretReference } from '../world.ts';

/** A document that came from somebody else has secrets that this machine lacks: for a call it is an error, else a note. */
export function missingSecret(reference: SecretReference, path: Path, severity: Severity): Problem {
  const text = writeReference(reference);
  const message =
    reference.store === 'env'
      ? l10n.t('{0} has no value on this machine. Set the environment variable, or write it into the .env file.', text)
      : l10n.t('{0} has no value on this machine. Enter it in the form, or with "Set Secret".', text);
  return { code: 'secret-missing', severity, message, path };
}

/** Nothing is wrong with the document: it is this machine that cannot make the call. */
export function secretOnPlatform(path: Path): Problem {
  return {
    code: 'secret-on-platform',
    severity: 'error',
    message: l10n.t(
      'Only the platform can read this value. Test calls from this machine need one in its place: enter it with "Set Secret". The file keeps what it says.',
    ),
    path,
  };
}
