// The names under which this machine keeps what stands in for a secret that a platform hides.
import type { SecretReference } from '../world.ts';

/** What such a secret is of: an integration, and the place in its configuration (`authentication.login.password`). */
export interface MaskedPlace {
  readonly integration: string;
  readonly label: string;
}

/** Written like a reference to a vault, so that a call resolves it like one; it never stands in a document. */
export const maskedReference = ({ integration, label }: MaskedPlace): SecretReference => ({
  store: 'platform',
  name: `$SECRET_hidden:${integration} $KEY_${label}`,
});

/** The place that a reference of ours stands for; undefined for any other. */
export function maskedIn({ store, name }: SecretReference): MaskedPlace | undefined {
  const [, integration, label] = (store === 'platform' && /^\$SECRET_hidden:(.*) \$KEY_(.*)$/.exec(name)) || [];
  return integration === undefined || label === undefined ? undefined : { integration, label };
}
