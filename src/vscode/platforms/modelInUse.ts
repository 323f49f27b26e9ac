// Why a model of a platform cannot be deleted: the integrations that are made from it.
import * as vscode from 'vscode';
import { someOf } from '../notify.ts';

export const modelInUse = (id: string, users: readonly string[]): string =>
  vscode.l10n.t(
    'The model "{0}" cannot be deleted while integrations are made from it: {1}. Delete them first.',
    id,
    someOf(users),
  );
