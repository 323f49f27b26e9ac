// Credentials that go over plain http can be read by everybody on the way.
import * as l10n from '@vscode/l10n';
import { asArray, asString, get } from '../../json.ts';
import { isLoopback } from '../../loopback.ts';
import type { Fix } from '../../problem.ts';
import { appliesAny } from '../requirements.ts';
import type { Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

export const secretOverHttp: Rule = {
  id: 'secret-over-http',
  severity: 'warning',
  find: (subject) => {
    const { schemes, server } = subject;
    // What is not applied is not sent: that is a problem of its own.
    if (schemes.length === 0 || !appliesAny(subject)) return [];
    if (server.protocol !== 'http' || server.host === '' || isLoopback(server.host)) return [];
    const message = l10n.t(
      'Integrations of this document send their credentials over http, readable for everybody on the way.',
    );
    const fix = subject.version === '2.0' ? swaggerFix(subject) : urlFix(subject);
    return fix ? [{ message, path: fix.at, ...(fix.fix && { fixes: [fix.fix] }) }] : [];
  },
};

interface Remedy {
  readonly at: readonly (string | number)[];
  readonly fix?: Fix;
}

/** A server without a protocol has a problem of its own. */
function urlFix({ document }: Subject): Remedy | undefined {
  const at = ['servers', 0, 'url'];
  const url = asString(get(document, ...at)) ?? '';
  if (!/^(http:|\{)/i.test(url)) return undefined;
  if (url.startsWith('{')) return { at };
  return { at, fix: { title: l10n.t('Use https'), path: at, value: url.replace(/^http:/i, 'https:') } };
}

/** Swagger 2.0 lists the protocols; the first counts. */
function swaggerFix({ document }: Subject): Remedy {
  const at = ['schemes'];
  const others = asArray(get(document, 'schemes')).filter((scheme) => scheme !== 'https');
  return { at, fix: { title: l10n.t('Use https'), path: at, value: ['https', ...others] } };
}
