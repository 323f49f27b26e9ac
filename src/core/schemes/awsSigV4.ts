// AWS Signature Version 4: service and region come from the configuration, else from the host.
import * as l10n from '@vscode/l10n';
import { awsScopeOf } from '../requests/awsScope.ts';
import { asString, get } from '../json.ts';
import { failed, ok, type Outcome } from '../request.ts';
import { signAws } from './awsSign.ts';
import { credential, headerSafe } from './credential.ts';
import type { Authorize, Refusal } from './scheme.ts';

export const awsSigV4: Authorize<'awsSigV4'> = async (request, scheme, credentials, at) => {
  const accessKeyId = credential(credentials, 'accessKeyId', scheme.name);
  if (!accessKeyId.ok) return accessKeyId;
  const secretAccessKey = credential(credentials, 'secretAccessKey', scheme.name);
  if (!secretAccessKey.ok) return secretAccessKey;
  const text = (key: string): string => (asString(get(credentials, key)) ?? '').trim();
  const unsendable = ['accessKeyId', 'sessionToken'].map((key) => headerSafe(text(key), key)).find((safe) => !safe.ok);
  if (unsendable) return failed(unsendable.failure);
  const scope = scopeFor(at.connection.host, text('service'), text('region'));
  if (!scope.ok) return scope;
  const signed = await signAws(request, {
    accessKeyId: accessKeyId.value.trim(),
    secretAccessKey: secretAccessKey.value.trim(),
    sessionToken: text('sessionToken'),
    ...scope.value,
    now: at.world.now(),
  });
  return ok({ request: signed });
};

/** API Gateway signs as this, and the scheme is an extension of API Gateway. */
const gateway = 'execute-api';

function scopeFor(
  host: string,
  service: string,
  region: string,
): Outcome<{ readonly service: string; readonly region: string }, Refusal> {
  const derived = awsScopeOf(host);
  const found = region || derived.region;
  if (found) return ok({ service: service || (derived.service ?? gateway), region: found });
  const message = l10n.t(
    'The host {0} does not say which AWS region the signature is for. Enter the region, such as eu-west-1.',
    host,
  );
  return failed({ code: 'aws-region-unknown', message, path: ['region'] });
}
