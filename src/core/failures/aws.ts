// What AWS says when it does not accept a signature: the codes of its services and of API Gateway.
import * as l10n from '@vscode/l10n';
import type { Path } from '../pointer.ts';
import type { Fix } from '../problem.ts';
import type { Answer } from '../request.ts';
import { header, opening, type Case } from './case.ts';
import { answered } from './onStatus.ts';
import type { Row } from './row.ts';

type Asked = Case<Answer>;

const isAws = ({ scheme }: Asked): boolean => scheme?.type === 'awsSigV4';
/** The code stands in a header, in JSON's `__type` or in XML's `<Code>`, with words that differ between services. */
const words = ({ exchange }: Asked): string => `${header(exchange, 'x-amzn-errortype')} ${opening(exchange)}`;
const at =
  (...keys: Path) =>
  ({ scheme }: Asked): Path => ['authentication', scheme?.name ?? '', ...keys];

function aws(
  code: string,
  pattern: RegExp,
  path: Row<Answer>['path'],
  help: Row<Answer>['help'],
  more: Partial<Row<Answer>> = {},
): Row<Answer> {
  const { when = (): boolean => true, ...rest } = more;
  const matches = (call: Asked): boolean =>
    isAws(call) && call.exchange.status >= 300 && pattern.test(words(call)) && when(call);
  return { code, when: matches, path, what: answered, help, ...rest };
}

const REGION = /(?:expecting|valid region[:,]?) '?([a-z]{2,4}(?:-[a-z]+)+-\d+)|<Region>([^<]+)<\/Region>/i;
const SERVICE = /correct service:? '?([\w.-]+)/i;

export const awsRows: readonly Row<Answer>[] = [
  aws(
    'aws-region',
    /scoped to a valid region|AuthorizationHeaderMalformed|PermanentRedirect|IllegalLocationConstraint/i,
    at('region'),
    (call) =>
      regionIn(call) === ''
        ? l10n.t('The signature is for another region than the service’s: enter the right region.')
        : l10n.t('The signature must be for the region {0}.', regionIn(call)),
    { fixes: (call) => useValue(call, 'region', regionIn(call)) },
  ),
  aws(
    'aws-service',
    /scoped to correct service/i,
    at('service'),
    (call) => l10n.t('The signature must be for the service {0}.', serviceIn(call)),
    { fixes: (call) => useValue(call, 'service', serviceIn(call)) },
  ),
  aws(
    'aws-clock',
    /RequestTimeTooSkewed|RequestExpired|Signature expired|Signature not yet current|RequestInTheFuture/i,
    [],
    ({ exchange }) =>
      l10n.t(
        'The clock of this machine is wrong: AWS accepts a difference of a few minutes only. The server’s time is {0}.',
        header(exchange, 'date') || '?',
      ),
  ),
  aws(
    'aws-token-expired',
    /ExpiredToken|TokenRefreshRequired|token (?:included in the request )?(?:is|has) expired/i,
    at('sessionToken'),
    () => l10n.t('The temporary credentials have expired: enter a new access key id, secret and session token.'),
  ),
  aws(
    'aws-token-invalid',
    /InvalidToken|UnrecognizedClient|InvalidClientTokenId|security token included in the request is invalid/i,
    (call) => at(/InvalidToken/i.test(words(call)) ? 'sessionToken' : 'accessKeyId')(call),
    () =>
      l10n.t(
        'AWS does not know this access key, or the session token does not belong to it. Keys that begin with ASIA need their session token, keys that begin with AKIA none.',
      ),
  ),
  aws('aws-key-unknown', /InvalidAccessKeyId|Access Key Id you provided does not exist/i, at('accessKeyId'), () =>
    l10n.t('AWS does not know this access key id: it is mistyped, or was deleted or disabled.'),
  ),
  aws(
    'aws-signature',
    /SignatureDoesNotMatch|InvalidSignature|signature we calculated does not match/i,
    at('secretAccessKey'),
    () =>
      l10n.t(
        'The secret access key is wrong; copied ones often end in a blank. A proxy that changes headers would lead to the same.',
      ),
  ),
  aws('aws-unsigned', /MissingAuthenticationToken|Missing Authentication Token/i, ['server', 'base_path'], () =>
    l10n.t('API Gateway says this of paths that it does not know: check the base path, which begins with the stage.'),
  ),
  aws('aws-signature-incomplete', /IncompleteSignature/i, at(), () =>
    l10n.t('A proxy on the way may have changed the Authorization header.'),
  ),
  aws('aws-not-subscribed', /OptInRequired|NotSignedUp|not subscribed/i, at('accessKeyId'), () =>
    l10n.t('The account has not turned this service on, or is still being activated.'),
  ),
  aws(
    'aws-denied',
    /AccessDenied|UnauthorizedOperation|not authorized to (?:perform|access)|explicit deny|UnauthorizedAccess/i,
    at('accessKeyId'),
    () => l10n.t('The key is known, but its user or role may not do this: add the permission to its policy.'),
  ),
];

function regionIn(call: Asked): string {
  const [, named, tagged] = REGION.exec(words(call)) ?? [];
  return header(call.exchange, 'x-amz-bucket-region') || (named ?? tagged ?? '');
}

const serviceIn = (call: Asked): string => SERVICE.exec(words(call))?.[1] ?? '';

function useValue(call: Asked, key: string, value: string): readonly Fix[] {
  return value === '' ? [] : [{ title: l10n.t('Use "{0}"', value), path: at(key)(call), value }];
}
