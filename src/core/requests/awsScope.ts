// The service and the region that an AWS signature is for, as the host name says them (Signature Version 4, "credential scope").

export interface AwsScope {
  /** As in `execute-api`, `s3`, `ec2`; undefined where the host does not say. */
  readonly service: string | undefined;
  readonly region: string | undefined;
}

/** `/aws4_request` scopes name services differently from hosts in a few places. */
const signedAs: Readonly<Record<string, string>> = {
  email: 'ses',
  queue: 'sqs',
  appstream2: 'appstream',
  cloudhsmv2: 'cloudhsm',
  marketplace: 'aws-marketplace',
  mobile: 'AWSMobileHubService',
  pinpoint: 'mobiletargeting',
  'git-codecommit': 'codecommit',
  'mturk-requester-sandbox': 'mturk-requester',
  'personalize-runtime': 'personalize',
  'bedrock-runtime': 'bedrock',
  'bedrock-agent': 'bedrock',
  'bedrock-agent-runtime': 'bedrock',
};

/** Where a service has one address for all regions, signatures are for this one. */
const globalRegion = 'us-east-1';

/** Of a host without port; a host of one's own says nothing. */
export function awsScopeOf(host: string): AwsScope {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  const tail = domains.find((domain) => domain.every((label, index) => labels.at(index - domain.length) === label));
  if (!tail) return { service: undefined, region: undefined };
  return scopeOf(labels.slice(0, -tail.length).filter((label) => label !== 'dualstack' && label !== 'vpce'));
}

const domains: readonly (readonly string[])[] = [
  ['vpce', 'amazonaws', 'com'],
  ['amazonaws', 'com', 'cn'],
  ['amazonaws', 'com'],
  ['api', 'aws'],
  ['api', 'amazonwebservices', 'com', 'cn'],
  ['on', 'aws'],
];

const isRegion = (label: string | undefined): boolean => /^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(label ?? '');

/** `service.region`, `region.service` (search domains, function URLs) or `service` alone, behind names of one's own. */
function scopeOf(labels: readonly string[]): AwsScope {
  const [before = '', last = ''] = labels.slice(-2).length === 2 ? labels.slice(-2) : ['', labels.at(-1) ?? ''];
  const legacy = /^s3-(?:fips-)?([a-z]{2}(?:-[a-z]+)+-\d+)$/.exec(last);
  if (legacy) return { service: 's3', region: legacy[1] };
  // The devices of an account have an address of their own.
  if (before === 'iot' && labels.length > 2) return { service: 'iotdata', region: last };
  if (isRegion(last)) return { service: serviceOf(before), region: last };
  if (isRegion(before)) return { service: serviceOf(last), region: before };
  return { service: serviceOf(last), region: last === '' ? undefined : globalRegion };
}

function serviceOf(label: string): string | undefined {
  const name = label.replace(/-fips$|^fips-/, '');
  if (name === '') return undefined;
  if (name === 'lambda-url') return 'lambda';
  if (/^s3(-accelerate|-external-1|-website)?$/.test(name)) return 's3';
  return signedAs[name] ?? name;
}
