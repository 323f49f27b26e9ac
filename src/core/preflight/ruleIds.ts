// The ids of the pre-flight's rules, which settings, problems and the documentation name; they stay what they are.

export const ruleIds = [
  'syntax',
  'duplicate-key',
  'not-openapi',
  'missing-name',
  'unsupported-version',
  'too-large',
  'structure',
  'schema-key',
  'exclusive-bound',
  'type-list',
  'no-operation',
  'lost-operation',
  'path-parameter',
  'several-schemes',
  'combined-schemes',
  'scheme-not-applied',
  'undefined-scheme',
  'unsupported-scheme',
  'self-managed-token',
  'server-url',
  'several-servers',
  'own-server',
  'secret-over-http',
  'outside-reference',
  'broken-reference',
] as const;

export type RuleId = (typeof ruleIds)[number];
