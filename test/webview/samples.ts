// Fields, forms and snapshots to show, complete with what the test does not care about.
import type {
  ChoiceField,
  Field,
  Form,
  ListField,
  MapField,
  NumberField,
  OneOfField,
  PemField,
  RawField,
  SecretField,
  SwitchField,
  TextField,
  UrlField,
} from '../../src/core/form.ts';
import { toPointer } from '../../src/core/pointer.ts';
import type { Snapshot } from '../../src/protocol.ts';

type Given<F extends Field> = Partial<Omit<F, 'kind'>>;
const base = (title: string) => ({
  path: ['properties', title.toLowerCase().replaceAll(' ', '_')],
  title,
  description: '',
  required: false,
  present: true,
  problems: [],
});

export const text = (title: string, given: Given<TextField> = {}): TextField => ({
  ...{ ...base(title), kind: 'text', value: '', default: '', multiline: false },
  ...given,
});
export const number = (title: string, given: Given<NumberField> = {}): NumberField => ({
  ...{ ...base(title), kind: 'number', value: '', default: '' },
  ...given,
});
export const toggle = (title: string, given: Given<SwitchField> = {}): SwitchField => ({
  ...{ ...base(title), kind: 'switch', value: false, default: false },
  ...given,
});
export const choice = (title: string, given: Given<ChoiceField> = {}): ChoiceField => ({
  ...{ ...base(title), kind: 'choice', value: 'http', default: 'http', options: optionsOf('http', 'https') },
  ...given,
});
export const secret = (title: string, given: Given<SecretField> = {}): SecretField => ({
  ...{ ...base(title), kind: 'secret', state: 'empty', shown: '', multiline: false },
  ...given,
});
export const raw = (title: string, given: Given<RawField> = {}): RawField => ({
  ...{ ...base(title), kind: 'raw', value: '[1, 2]' },
  ...given,
});
export const url = (title: string, given: Given<UrlField> = {}): UrlField => ({
  ...{ ...base(title), kind: 'url', value: '', default: '' },
  ...given,
});
export const pem = (title: string, given: Given<PemField> = {}): PemField => ({
  ...{ ...base(title), kind: 'pem', value: '', default: '' },
  ...given,
});
export const list = (title: string, given: Given<ListField> = {}): ListField => ({
  ...{ ...base(title), kind: 'list', items: [], default: [], itemKind: 'text', options: [] },
  ...given,
});
export const map = (title: string, given: Given<MapField> = {}): MapField => ({
  ...{ ...base(title), kind: 'map', entries: [] },
  ...given,
});
export const oneOf = (title: string, given: Given<OneOfField> = {}): OneOfField => ({
  ...{ ...base(title), kind: 'oneOf', isModified: true, hasDefault: false },
  options: [
    { label: 'Text', start: '' },
    { label: 'Number', start: 1 },
    { label: 'Nothing (null)', start: null },
  ],
  ...given,
});
export const optionsOf = (...values: string[]) => values.map((value) => ({ value, label: value }));

export function formOf(fields: readonly Field[], logging: readonly Field[] = [], unknown: Form['unknown'] = []): Form {
  const group = (id: string, title: string, content: readonly Field[]) => ({
    id,
    title,
    description: '',
    fields: content,
  });
  return {
    tabs: [
      { id: 'configuration', title: 'Configuration', groups: [group('/properties/server', 'Server', fields)] },
      { id: 'logging', title: 'Logging', groups: [group('/loggerProps', 'Log levels', logging)] },
    ],
    unknown,
  };
}

export function snapshotOf(form: Form | readonly Field[] | undefined, given: Partial<Snapshot> = {}): Snapshot {
  return {
    type: 'snapshot',
    version: 1,
    name: 'netbox',
    fileName: 'netbox.integration.json',
    model: 'NetBox:1.0.0',
    ...(form && { form: 'tabs' in form ? form : formOf(form) }),
    notices: [],
    editable: true,
    dirty: true,
    can: { testCall: true, clone: true, delete: true },
    ...given,
  };
}

/** Something of everything, as a real integration has it. */
export function fullSnapshot(given: Partial<Snapshot> = {}): Snapshot {
  const missing = {
    severity: 'error',
    message: 'Host is missing: give the name or address of the service.',
    fixes: [],
  } as const;
  const plain = {
    severity: 'warning',
    message: 'This secret is in plain text.',
    fixes: ['Move to Secret Store'],
  } as const;
  const server = [
    choice('Protocol', { value: 'https', description: 'How to talk to the server.' }),
    text('Host', { required: true, problems: [missing], description: 'Host name or IP address.' }),
    number('Port', { value: '8443', minimum: 1, maximum: 65535, description: 'Left out, the protocol decides.' }),
    text('Base path', { present: false, default: '/api/v1', description: 'Put before every path of the model.' }),
    text('Version', { value: '1.0.0', default: '1.0.0', description: 'The API version that the model describes.' }),
  ];
  const authentication = [
    text('User name', { value: 'admin', required: true }),
    secret('Password', {
      state: 'stored',
      shown: 'netbox.password',
      required: true,
      description: 'Never written to the file.',
    }),
    secret('API key', { state: 'literal', problems: [plain] }),
    secret('Private key', { multiline: true }),
    raw('Scopes', { value: '["read", "write"]' }),
  ];
  const client = [
    pem('Certificate', {
      value: '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQz\n-----END CERTIFICATE-----\n',
      description: "The client's certificate, PEM.",
      details: [
        { label: 'Subject', value: 'CN=netbox-client', state: 'plain' },
        { label: 'Issuer', value: 'CN=Example CA', state: 'plain' },
        { label: 'Valid until', value: '2027-01-30 (20 days left)', state: 'warning' },
      ],
    }),
    secret('Client key', {
      path: ['properties', 'mtls', 'key'],
      multiline: true,
      pem: true,
      state: 'stored',
      shown: '${secret:netbox/mtls/key}',
      details: [{ label: '', value: 'The key belongs to the certificate.', state: 'good' }],
    }),
    url('Token URL', { default: 'https://id.example.com/token', description: 'Where access tokens are requested.' }),
  ];
  const service = [
    oneOf('Retries', { chosen: 1, inner: number('Retries', { value: '3', minimum: 1 }) }),
    text('Description', { description: 'What this integration is for.' }),
    list('Groups', { items: ['Network', 'Automation'], description: 'Groups that may use this integration.' }),
    list('Brokers', { items: ['device'], options: ['device', 'compliance'], description: 'Empty for integrations.' }),
    map('Variables', {
      entries: [
        { key: 'region', value: 'eu' },
        { key: 'size', value: '7' },
      ],
    }),
  ];
  const tls = [
    toggle('Enabled', { value: true, description: 'Turns the TLS settings on.' }),
    toggle('Reject unauthorized', {
      present: false,
      default: true,
      description: 'Refuse certificates that nobody vouches for.',
    }),
  ];
  const levels = [
    choice('Log level', { value: 'info', default: 'info', options: optionsOf('debug', 'info', 'warn', 'error') }),
    choice('Syslog level', {
      path: ['loggerProps', 'syslog', 'level'],
      value: 'warning',
      default: 'warning',
      options: optionsOf('warning', 'error'),
      disabled: 'Configure the syslog server in the Advanced View first.',
    }),
  ];
  const file = [
    text('Log file name', { value: 'itential.log', default: 'itential.log' }),
    number('Files to keep', { value: '10', default: '10' }),
  ];
  const group = (title: string, description: string, fields: readonly Field[], note?: string) => ({
    ...{ id: `/properties/${title}`, title, description, fields },
    ...(note !== undefined && { note }),
  });
  const alternative = (id: string, label: string) => ({ of: '/properties/authentication', id, title: 'Scheme', label });
  const form: Form = {
    tabs: [
      {
        id: 'configuration',
        title: 'Configuration',
        groups: [
          group('Server', 'Where the service is.', server),
          group(
            'basicAuth',
            'HTTP basic authentication.',
            authentication,
            'The platform uses the first scheme that an operation names.',
          ),
          group('TLS', '', tls),
          { ...group('mtls (Mutual TLS)', '', client), alternative: alternative('mtls', 'mtls (Mutual TLS)') },
          {
            ...group('key (API key)', '', [secret('Value')]),
            alternative: alternative('key', 'key (API key) – not used by the platform'),
          },
          group('Service', 'What the platform keeps beside the connection.', service),
        ],
      },
      {
        id: 'logging',
        title: 'Logging',
        groups: [group('Log levels', 'A level includes all more severe ones.', levels), group('Log file', '', file)],
      },
    ],
    unknown: [['properties', 'properties', 'proxyOverride'], ['profiling']],
  };
  const notices = [
    {
      severity: 'warning',
      message: 'Nobody has the model NetBox:1.0.0 open; fields without a description come from the frame.',
      fixes: [],
    } as const,
  ];
  const lastTest = {
    ok: false,
    summary: 'GET getItems · 401 Unauthorized · 12 ms',
    message: 'The server did not accept the password.',
  };
  return snapshotOf(form, { notices, lastTest, ...given });
}

export const pointerOf = (field: Field): string => toPointer(field.path);
