// AWS Signature Version 4 against AWS's own vectors, and the scope that a host name says.
import assert from 'node:assert/strict';
import suite from '../fixtures/aws-sigv4.json';
import { awsScopeOf } from '../../src/core/requests/awsScope.ts';
import type { Header, Request } from '../../src/core/request.ts';
import { signAws, type AwsSigning } from '../../src/core/schemes/awsSign.ts';

interface Vector {
  readonly name: string;
  readonly method?: string;
  readonly path: string;
  readonly headers?: readonly Header[];
  readonly body?: string;
  readonly once?: boolean;
  readonly session?: boolean;
  readonly signed: string;
  readonly signature: string;
}
const vectors = suite.vectors as unknown as readonly Vector[];
const signing: AwsSigning = {
  ...suite.credentials,
  service: 'service',
  region: 'us-east-1',
  now: Date.UTC(2015, 7, 30, 12, 36),
};
const bytes = (text: string) => new TextEncoder().encode(text);
const header = ({ headers }: Request, name: string) =>
  headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
const authorization = (request: Request) => header(request, 'authorization').join();
const get = (url: string, headers: readonly Header[] = [], body?: string): Request => ({
  method: body === undefined ? 'GET' : 'PUT',
  url,
  headers,
  ...(body !== undefined && { body: bytes(body) }),
});
const s3 = { ...signing, service: 's3' };

describe('AWS Signature Version 4: the published vectors', () => {
  for (const { name, method = 'GET', path, headers = [], body, once, session, signed, signature } of vectors) {
    it(name, async () => {
      const request = await signAws(
        {
          method,
          url: `https://example.amazonaws.com${path}`,
          headers,
          ...(body !== undefined && { body: bytes(body) }),
        },
        {
          ...signing,
          ...(session && { sessionToken: suite.sessionToken }),
          ...(once && { encodePathOnce: true }),
        },
      );
      assert.equal(
        authorization(request),
        `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${signed}, Signature=${signature}`,
      );
      assert.deepEqual(header(request, 'x-amz-date'), ['20150830T123600Z']);
      assert.deepEqual(header(request, 'x-amz-security-token'), session ? [suite.sessionToken] : []);
    });
  }
});

describe('AWS Signature Version 4: what is sent', () => {
  it('is a repeated header as one, as it was signed', async () => {
    const request = await signAws(
      get('https://x.amazonaws.com/', [
        ['A', '1'],
        ['a', '2'],
      ]),
      signing,
    );
    assert.deepEqual(header(request, 'a'), ['1,2']);
  });
  it('is the path without dot segments and double slashes', async () =>
    assert.equal(
      (await signAws(get('https://x.amazonaws.com/a//b/../c'), signing)).url,
      'https://x.amazonaws.com/a/c',
    ));
  it('is every slash for S3', async () =>
    assert.equal((await signAws(get('https://x.amazonaws.com/a//b'), s3)).url, 'https://x.amazonaws.com/a//b'));
  it('is encoded wherever that can make no difference', async () =>
    assert.equal(
      (await signAws(get("https://x.amazonaws.com/a+b/(c):d?e=f+g&h=(i)'*!/?"), signing)).url,
      'https://x.amazonaws.com/a%2Bb/%28c%29%3Ad?e=f%2Bg&h=%28i%29%27%2A%21%2F%3F',
    ));
  it('is encoded once', async () =>
    assert.equal(
      (await signAws(get('https://x.amazonaws.com/a%2Fb%20c?d=%2Be'), signing)).url,
      'https://x.amazonaws.com/a%2Fb%20c?d=%2Be',
    ));
  it('has no fragment', async () =>
    assert.equal((await signAws(get('https://x.amazonaws.com/a#b'), signing)).url, 'https://x.amazonaws.com/a'));
  it('has the hash of the body for S3', async () => {
    const request = await signAws(get('https://x.s3.amazonaws.com/a', [], 'hello'), s3);
    const hash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
    assert.deepEqual(header(request, 'x-amz-content-sha256'), [hash]);
    assert.match(authorization(request), /SignedHeaders=host;x-amz-content-sha256;x-amz-date,/);
  });
  it('has no date or token twice when the API takes them as parameters', async () => {
    const given: Header[] = [
      ['X-Amz-Date', 'x'],
      ['X-Amz-Security-Token', 'y'],
      ['Authorization', 'z'],
    ];
    const request = await signAws(get('https://x.amazonaws.com/', given), { ...signing, sessionToken: 'token' });
    assert.deepEqual(header(request, 'x-amz-date'), ['20150830T123600Z']);
    assert.deepEqual(header(request, 'x-amz-security-token'), ['token']);
    assert.equal(header(request, 'authorization').length, 1);
  });
  it('leaves unsigned what proxies change', async () => {
    const given: Header[] = [
      ['Accept', '*/*'],
      ['User-Agent', 'x'],
      ['X-Forwarded-For', 'y'],
      ['Cookie', 'a=b'],
    ];
    const request = await signAws(get('https://x.amazonaws.com/', given), signing);
    assert.match(authorization(request), /SignedHeaders=host;x-amz-date,/);
    for (const [name, value] of given) assert.deepEqual(header(request, name.toLowerCase()), [value]);
  });
  it('signs the port of the host', async () => {
    const [plain, withPort] = await Promise.all(
      ['https://x.example/', 'https://x.example:8443/'].map((url) => signAws(get(url), signing)),
    );
    assert.notEqual(authorization(plain!), authorization(withPort!));
  });
});

describe('the scope of an AWS host', () => {
  const cases: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['abc123.execute-api.eu-west-1.amazonaws.com', 'execute-api', 'eu-west-1'],
    ['abc.execute-api.us-east-1.vpce.amazonaws.com', 'execute-api', 'us-east-1'],
    ['vpce-1-abc.execute-api.us-east-1.vpce.amazonaws.com', 'execute-api', 'us-east-1'],
    ['ec2.eu-central-1.amazonaws.com', 'ec2', 'eu-central-1'],
    ['ec2.cn-north-1.amazonaws.com.cn', 'ec2', 'cn-north-1'],
    ['ec2.us-gov-west-1.amazonaws.com', 'ec2', 'us-gov-west-1'],
    ['iam.amazonaws.com', 'iam', 'us-east-1'],
    ['lambda.us-east-1.api.aws', 'lambda', 'us-east-1'],
    ['abc.lambda-url.eu-west-3.on.aws', 'lambda', 'eu-west-3'],
    ['s3.amazonaws.com', 's3', 'us-east-1'],
    ['bucket.s3.amazonaws.com', 's3', 'us-east-1'],
    ['my.bucket.s3.eu-west-1.amazonaws.com', 's3', 'eu-west-1'],
    ['s3.dualstack.eu-west-1.amazonaws.com', 's3', 'eu-west-1'],
    ['bucket.s3-eu-west-1.amazonaws.com', 's3', 'eu-west-1'],
    ['bucket.s3-accelerate.amazonaws.com', 's3', 'us-east-1'],
    ['search-x.us-east-2.es.amazonaws.com', 'es', 'us-east-2'],
    ['email.us-east-1.amazonaws.com', 'ses', 'us-east-1'],
    ['kms-fips.us-west-2.amazonaws.com', 'kms', 'us-west-2'],
    ['bedrock-runtime.us-west-2.amazonaws.com', 'bedrock', 'us-west-2'],
    ['abc-ats.iot.us-east-1.amazonaws.com', 'iotdata', 'us-east-1'],
    ['iot.us-east-1.amazonaws.com', 'iot', 'us-east-1'],
    ['api.ecr.ap-southeast-2.amazonaws.com', 'ecr', 'ap-southeast-2'],
    ['EC2.EU-WEST-1.AMAZONAWS.COM.', 'ec2', 'eu-west-1'],
    ['api.example.com', undefined, undefined],
    ['localhost', undefined, undefined],
    ['amazonaws.com', undefined, undefined],
    ['notamazonaws.com', undefined, undefined],
  ];
  for (const [host, service, region] of cases)
    it(`${host}: ${service}, ${region}`, () => assert.deepEqual(awsScopeOf(host), { service, region }));
});
