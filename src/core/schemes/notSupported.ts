// Kinds of security schemes that neither the platform nor a test call can do; saying so beats sending a request without credentials.
import * as l10n from '@vscode/l10n';
import { failed } from '../request.ts';
import { schemeTitle } from '../schema.ts';
import type { Authorize } from './scheme.ts';

export const notSupported: Authorize<'unsupported'> = (_request, scheme) =>
  failed({
    code: 'scheme-not-supported',
    message: l10n.t(
      'Test calls with the security scheme "{0}" ({1}) are not supported by this version.',
      scheme.name,
      schemeTitle(scheme),
    ),
    path: [],
  });
