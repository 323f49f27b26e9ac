// What has to be there before a command can do its work: errors whose way out is to bring it.
import * as vscode from 'vscode';
import type { Home } from '../core/catalog.ts';
import { ExpectedError } from './expectedError.ts';

export const folderFirst = (): ExpectedError =>
  new ExpectedError(vscode.l10n.t('Open a folder first: integrations are files in it.'), {
    title: vscode.l10n.t('Open Folder'),
    command: 'vscode.openFolder',
  });

export const importFirst = (message: string): ExpectedError =>
  new ExpectedError(message, { title: vscode.l10n.t('Import Model…'), command: 'integrations.importModel' });

/** Where there is nothing to keep one in, that is what is missing. */
export const integrationFirst = (homes: readonly Home[]): ExpectedError =>
  homes.length === 0
    ? folderFirst()
    : new ExpectedError(vscode.l10n.t('There is no integration for this yet. Create one from a model first.'), {
        title: vscode.l10n.t('New Integration'),
        command: 'integrations.newIntegration',
      });

export const callFirst = (message: string): ExpectedError =>
  new ExpectedError(message, { title: vscode.l10n.t('New Call Document'), command: 'integrations.newCall' });

export const platformFirst = (message: string): ExpectedError =>
  new ExpectedError(message, {
    title: vscode.l10n.t('Connect to Platform'),
    command: 'integrations.connectPlatform',
  });

export const trustFirst = (message: string): ExpectedError =>
  new ExpectedError(message, { title: vscode.l10n.t('Manage Trust'), command: 'workbench.trust.manage' });
