// What the answers to requests for an API key or for an OpenID provider's addresses mean.
import * as l10n from '@vscode/l10n';
import type { Path } from '../pointer.ts';
import type { Answer } from '../request.ts';
import { hostOf, isHtml, type Case } from './case.ts';
import type { Row } from './row.ts';

type Asked = Case<Answer>;

const endpoint = ({ token }: Asked): Path => token?.endpoint ?? ['authentication'];
const schemeOf = ({ scheme }: Asked): Path => ['authentication', scheme?.name ?? ''];
const answered = ({ exchange, request }: Asked): string =>
  l10n.t('{0} answered {1}', hostOf(request), `${exchange.status} ${exchange.statusText}`.trim());
const isBad = ({ exchange }: Asked): boolean => exchange.status < 200 || exchange.status >= 300;

export const keyRows: readonly Row<Answer>[] = [
  {
    code: 'key-request-refused',
    when: isBad,
    path: schemeOf,
    what: answered,
    help: () => l10n.t('No key can be had with these parameters: check the scheme’s parameters and the variables.'),
  },
  {
    code: 'key-not-in-answer',
    when: () => true,
    path: schemeOf,
    what: ({ request, token }) =>
      l10n.t('the answer of {0} holds no key at {1}', hostOf(request), token?.details || '/'),
    help: () =>
      l10n.t(
        'The responsePointer of x-itential-dynamic-retrieval in the model leads nowhere: check it, or enter a key.',
      ),
  },
];

export const discoveryRows: readonly Row<Answer>[] = [
  {
    code: 'discovery-not-found',
    when: isBad,
    path: endpoint,
    what: answered,
    help: () =>
      l10n.t('There is no discovery document at the model’s openIdConnectUrl. Enter token_url, or mend the model.'),
  },
  {
    code: 'discovery-html',
    when: ({ exchange }) => isHtml(exchange),
    path: endpoint,
    what: ({ request }) => l10n.t('{0} answered with a web page instead of a discovery document', hostOf(request)),
    help: () =>
      l10n.t('The openIdConnectUrl ends in /.well-known/openid-configuration. Enter token_url, or mend the model.'),
  },
  {
    code: 'discovery-incomplete',
    when: () => true,
    path: endpoint,
    what: ({ request }) => l10n.t('the discovery document of {0} names no token endpoint', hostOf(request)),
    help: () => l10n.t('Enter token_url, or mend the openIdConnectUrl of the model.'),
  },
];
