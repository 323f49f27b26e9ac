// The rules in force; each file beside this one is one of them.
import { duplicateName } from './duplicateName.ts';
import { idIsName } from './idIsName.ts';
import { literalSecret } from './literalSecret.ts';
import type { Rule } from './rule.ts';
import { typeIsModel } from './typeIsModel.ts';
import { unknownModel } from './unknownModel.ts';
import { unknownScheme } from './unknownScheme.ts';

export const rules: readonly Rule[] = [
  unknownModel,
  duplicateName,
  idIsName,
  typeIsModel,
  unknownScheme,
  literalSecret,
];
