// Gets an OpenAPI document from an address that the user gave; why there is none is a sentence.
import * as l10n from '@vscode/l10n';
import { createRedactor } from '../secrets/redact.ts';
import { failed, ok, type Answer, type Outcome } from '../request.ts';
import type { World } from '../world.ts';

/** From one server to the other nothing but the address goes along. */
const MOST_REDIRECTS = 5;
const MOST_BYTES = 50_000_000;
/** Milliseconds for all of it. */
const PATIENCE = 60_000;

/** Follows redirects, but none from https to http. Rejects only with the abort reason. */
export async function getDocument(
  url: string,
  { send }: Pick<World, 'send'>,
  signal: AbortSignal,
  maxBody = MOST_BYTES,
): Promise<Outcome<Uint8Array, string>> {
  const wire = { rejectUnauthorized: true, timeout: PATIENCE, maxBody, redirects: MOST_REDIRECTS };
  const headers = [['Accept', 'application/json, application/yaml, */*']] as const;
  const exchange = await send({ method: 'GET', url, headers }, wire, signal);
  // An address may hold a token or a password.
  const shown = createRedactor([])(url);
  if (exchange.outcome === 'failed')
    return failed(l10n.t('{0} could not be read: {1} ({2}).', shown, exchange.message, exchange.code));
  const reason = unusable(exchange, shown, maxBody);
  return reason === undefined ? ok(exchange.body) : failed(reason);
}

/** `shown` is the address that was asked for. */
function unusable(answer: Answer, shown: string, maxBody: number): string | undefined {
  const redact = createRedactor([]);
  const [, location] = answer.headers.find(([name]) => name === 'location') ?? [];
  if (answer.status >= 300 && answer.status < 400 && location !== undefined)
    return l10n.t(
      '{0} redirects to {1}, which is not followed: it leads from https to http or is no web address.',
      answer.url === undefined ? shown : redact(answer.url),
      redact(location),
    );
  if (answer.status !== 200) return l10n.t('{0} answered {1} {2}.', shown, answer.status, answer.statusText);
  return answer.truncated
    ? l10n.t('{0} is longer than {1} bytes. Download it and import the file.', shown, maxBody)
    : undefined;
}
