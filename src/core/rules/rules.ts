// The rules in force; each file beside this one is one of them.
import { certificateNotChecked } from './certificateNotChecked.ts';
import { duplicateName } from './duplicateName.ts';
import { expiredCertificate } from './expiredCertificate.ts';
import { idIsName } from './idIsName.ts';
import { literalSecret } from './literalSecret.ts';
import { missingSecret } from './missingSecret.ts';
import { mutualTLSNotEnforced } from './mutualTLSNotEnforced.ts';
import { nameWithSlash } from './nameWithSlash.ts';
import { partialVaultReference } from './partialVaultReference.ts';
import type { Rule } from './rule.ts';
import { secretOverHttp } from './secretOverHttp.ts';
import { serverAddress } from './serverAddress.ts';
import { typeIsModel } from './typeIsModel.ts';
import { unknownModel } from './unknownModel.ts';
import { unknownScheme } from './unknownScheme.ts';

export const rules: readonly Rule[] = [
  unknownModel,
  nameWithSlash,
  duplicateName,
  idIsName,
  typeIsModel,
  unknownScheme,
  serverAddress,
  secretOverHttp,
  certificateNotChecked,
  mutualTLSNotEnforced,
  expiredCertificate,
  literalSecret,
  partialVaultReference,
  missingSecret,
];
