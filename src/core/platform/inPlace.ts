// The way to replace a model that deletes nothing: the platform takes the document, then each integration is changed.
import * as l10n from '@vscode/l10n';
import { asObject, get, type JsonObject } from '../json.ts';
import { ok } from '../request.ts';
import { sameBytes } from '../sameBytes.ts';
import { broughtBack, lostOf, setAside } from './backup.ts';
import { configuration } from './hidden.ts';
import { isAs, isChanged } from './migrating.ts';
import { configurationOf } from './planSave.ts';
import { secretsKey, type Goal, type Replacement, type SavedIntegration } from './replacement.ts';
import { readService, withSecrets, type Replacing, type Step } from './replacing.ts';

/**
 * Whatever the platform answers, its document tells whether it did.
 * @param before its document until now
 */
export async function changeInPlace(
  { platform, replacements, tell }: Replacing,
  record: Replacement,
  goal: Goal,
  before: Uint8Array,
  signal: AbortSignal,
): Step<boolean> {
  const document = await replacements.document(record, goal);
  if (!document) return ok(false);
  tell(l10n.t('Changing the model in place'));
  const answered = await platform.updateModel(document, signal);
  const exported = await platform.exportModel(record.modelId, signal);
  if (!exported.ok) return exported;
  if (goal === 'old') return ok(sameBytes(document, exported.value));
  const old = await replacements.document(record, 'old');
  // Where a window ended in between, the document was there before: nothing must be deleted for it.
  const wasThere = answered.ok && old !== undefined && !sameBytes(old, exported.value);
  if (!wasThere && sameBytes(before, exported.value)) return ok(false);
  await replacements.keepDocument(record, 'exported', exported.value);
  return ok(true);
}

/** `left`: somebody changed it meanwhile, or a secret of it would be lost. */
export type Settled = 'there' | 'changed' | 'left';

/** Makes an integration that is there what the goal says, by the call for its connection alone. */
export async function settle(
  at: Replacing,
  record: Replacement,
  saved: SavedIntegration,
  goal: Goal,
  signal: AbortSignal,
): Step<Settled> {
  if (!isChanged(saved)) return ok('there');
  const { name, [goal]: wanted } = saved;
  const read = await readService(at.platform, name, signal);
  if (!read.ok) return read;
  const { service, isSecret } = read.value;
  const current = setAside(service, isSecret);
  const secrets = await at.replacements.secrets(record);
  const is = (which: Goal): boolean =>
    isAs(saved[which], secrets.get(secretsKey(which, name)), current.backup, configurationOf);
  if (is(goal)) return ok('there');
  const other = goal === 'old' ? 'new' : 'old';
  if (!is(other)) return ok('left');
  // A secret that the platform shows by now is the one that counts: somebody may have given it another value.
  const known = withSecrets(secrets, saved, other, current.values);
  const values = known.get(secretsKey(goal, name)) ?? new Map<string, string>();
  if (lostOf(wanted, values).length > 0) return ok('left');
  at.tell(l10n.t('Changing {0}', name));
  const next = configurationOf(withTokens(broughtBack(wanted, values), service));
  const updated = await at.platform.updateProperties(name, next, signal);
  return updated.ok ? ok('changed') : updated;
}

/** The platform renews its tokens by itself: an older one may no longer be good. */
function withTokens(service: JsonObject, current: JsonObject): JsonObject {
  const [properties, inner] = [asObject(service['properties']), configurationOf(service)];
  const schemes = Object.entries(asObject(inner['authentication'])).map(([scheme, block]) => {
    const token = get(current, ...configuration, 'authentication', scheme, 'token');
    const has = token !== undefined && get(block, 'token') !== undefined;
    return [scheme, has ? { ...asObject(block), token } : block] as const;
  });
  if (schemes.length === 0) return service;
  const authentication = Object.fromEntries(schemes);
  return { ...service, properties: { ...properties, properties: { ...inner, authentication } } };
}
