// The Logging tab of a form.
import * as l10n from '@vscode/l10n';
import type { Field, FormGroup } from '../form.ts';
import { asObject, get } from '../json.ts';
import { isSyslogConfigured } from '../logging/configured.ts';
import { toPointer } from '../pointer.ts';
import { loggingSchema } from '../schema.ts';
import { fieldOf } from './field.ts';
import type { FormSource } from './source.ts';

export function loggingGroups(source: FormSource): FormGroup[] {
  const at = [...source.integration.service, 'loggerProps'];
  const properties = asObject(loggingSchema['properties']);
  const field = (key: string): Field => fieldOf(source, asObject(properties[key]), [...at, key], false);
  const level = fieldOf(
    source,
    asObject(get(properties, 'syslog', 'properties', 'level')),
    [...at, 'syslog', 'level'],
    false,
  );
  const configured = isSyslogConfigured(get(source.integration.value, ...at, 'syslog'));
  // To somebody who may not change it, what has to be done first is no help.
  const isOpen = configured || source.isLocked?.(level.path) === true;
  const syslog = isOpen
    ? level
    : { ...level, disabled: l10n.t('Configure the syslog server in the Advanced View first.') };
  return [
    {
      id: `${toPointer(at)}#levels`,
      title: l10n.t('Log levels'),
      description: l10n.t('A level includes all more severe ones.'),
      fields: [field('log_level'), field('console_level'), syslog],
      commands: [
        { id: 'previewLog', title: l10n.t('Show what would be logged') },
        { id: 'openLog', title: l10n.t('Open log') },
        ...(configured ? [{ id: 'sendSyslogTest', title: l10n.t('Send syslog test message') } as const] : []),
      ],
    },
    {
      id: `${toPointer(at)}#file`,
      title: l10n.t('Log file'),
      description: '',
      fields: ['log_directory', 'log_filename', 'log_max_file_size', 'log_max_files'].map(field),
    },
  ];
}
