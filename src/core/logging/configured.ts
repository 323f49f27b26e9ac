// Tells whether a syslog block says where to connect: until then its level cannot be chosen, as on the platform.
import { asString, get, type Json } from '../json.ts';

export const isSyslogConfigured = (syslog: Json | undefined): boolean =>
  ['host', 'path'].some((key) => (asString(get(syslog, key)) ?? '') !== '');
