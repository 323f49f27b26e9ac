// The rules of the pre-flight in force; each file beside this one is one of them.
import type { Rule } from '../rule.ts';
import { brokenReference } from './brokenReference.ts';
import { combinedSchemes } from './combinedSchemes.ts';
import { exclusiveBound } from './exclusiveBound.ts';
import { lostOperation } from './lostOperation.ts';
import { missingName } from './missingName.ts';
import { noOperation } from './noOperation.ts';
import { outsideReference } from './outsideReference.ts';
import { ownServer } from './ownServer.ts';
import { pathParameter } from './pathParameter.ts';
import { schemaKey } from './schemaKey.ts';
import { schemeNotApplied } from './schemeNotApplied.ts';
import { secretOverHttp } from './secretOverHttp.ts';
import { selfManagedToken } from './selfManagedToken.ts';
import { serverUrl } from './serverUrl.ts';
import { severalSchemes } from './severalSchemes.ts';
import { severalServers } from './severalServers.ts';
import { structure } from './structure.ts';
import { tooLarge } from './tooLarge.ts';
import { typeList } from './typeList.ts';
import { undefinedScheme } from './undefinedScheme.ts';
import { unsupportedScheme } from './unsupportedScheme.ts';
import { unsupportedVersion } from './unsupportedVersion.ts';

/** In the order in which a reader wants to hear of them. */
export const rules: readonly Rule[] = [
  unsupportedVersion,
  tooLarge,
  missingName,
  noOperation,
  structure,
  schemaKey,
  exclusiveBound,
  typeList,
  outsideReference,
  brokenReference,
  lostOperation,
  pathParameter,
  severalSchemes,
  combinedSchemes,
  schemeNotApplied,
  undefinedScheme,
  unsupportedScheme,
  selfManagedToken,
  serverUrl,
  severalServers,
  ownServer,
  secretOverHttp,
];
