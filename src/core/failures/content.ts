// Answers that look like success but hold something else than the operation promises.
import * as l10n from '@vscode/l10n';
import { isCut, jsonOf } from '../requests/decodeBody.ts';
import type { Answer } from '../request.ts';
import { credentials, header, isHtml, opening, type Case } from './case.ts';
import { type Row } from './row.ts';

type Asked = Case<Answer>;
const JSON_TYPE = /[/+]json\b/i;

export const contentRows: readonly Row<Answer>[] = [
  {
    code: 'body-bomb',
    severity: 'warning',
    when: ({ exchange }) => exchange.bomb === true,
    path: [],
    what: () => l10n.t('the answer unpacked to more than 200 times its size, so reading was stopped'),
    help: () => l10n.t('The service, or a proxy in front of it, sends endless repetition in a packed answer.'),
  },
  {
    code: 'captive-portal',
    when: (call) =>
      isUnwantedPage(call) && /captive|hotspot|wi-?fi (login|access)|network login/i.test(opening(call.exchange)),
    path: ['server', 'host'],
    what: () => l10n.t('the network asks for a login of its own first'),
    help: () => l10n.t('Open a browser, sign in to the network, then try again.'),
  },
  {
    code: 'login-page',
    when: (call) =>
      isUnwantedPage(call) && /type=["']?password|<title>[^<]*(sign|log) ?-?in\b/i.test(opening(call.exchange)),
    path: credentials,
    what: () => l10n.t('the answer is a login page instead of JSON'),
    help: () =>
      l10n.t(
        'The credentials were missing or not accepted, or this address is meant for browsers: check them and the base path.',
      ),
  },
  {
    code: 'html-instead-of-json',
    when: isUnwantedPage,
    path: ['server', 'base_path'],
    what: () => l10n.t('the answer is a web page instead of JSON'),
    help: () => l10n.t('The address belongs to a website, not to the API: check host and base path.'),
  },
  {
    code: 'json-broken',
    severity: 'warning',
    when: ({ exchange }) => JSON_TYPE.test(header(exchange, 'content-type')) && hasBody(exchange) && isBroken(exchange),
    path: [],
    what: () => l10n.t('the answer says that it is JSON but cannot be read as such'),
    help: () => l10n.t('The service, or a proxy in front of it, sends broken JSON or a wrong Content-Type header.'),
  },
  {
    code: 'content-type-unexpected',
    severity: 'information',
    when: (call) =>
      hasBody(call.exchange) && !JSON_TYPE.test(header(call.exchange, 'content-type')) && promisesJson(call),
    path: [],
    what: ({ exchange }) =>
      l10n.t('the answer is {0} instead of JSON', header(exchange, 'content-type') || l10n.t('of no stated type')),
    help: () => l10n.t('The platform hands its body on as text.'),
  },
];

const hasBody = ({ body }: Answer): boolean => body.length > 0;

function isUnwantedPage(call: Asked): boolean {
  return hasBody(call.exchange) && isHtml(call.exchange) && promisesJson(call);
}

function promisesJson({ operation }: Asked): boolean {
  const { accept = [] } = operation ?? {};
  return accept.some((type) => JSON_TYPE.test(type)) && !accept.some((type) => /html/i.test(type));
}

/** Above this the parse would be felt; a body that was cut is no evidence. */
const MOST_PARSED = 1_000_000;

function isBroken(answer: Answer): boolean {
  const { body } = answer;
  return !isCut(answer) && body.length <= MOST_PARSED && jsonOf(body, header(answer, 'content-type')) === undefined;
}
