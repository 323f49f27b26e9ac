// Every row of the catalogue of failures: how it is recognised, where it points, what it offers.
import assert from 'node:assert/strict';
import { answerRows, describeFailure, explain, failureRows } from '../../src/core/failures/explain.ts';
import type { Case } from '../../src/core/failures/case.ts';
import type { SecurityScheme } from '../../src/core/model.ts';
import { toPointer } from '../../src/core/pointer.ts';
import { changesOf, type Problem } from '../../src/core/problem.ts';
import type { Answer, Exchange, Failure, Header, Phase, Request } from '../../src/core/request.ts';

const request: Request = { method: 'GET', url: 'https://api.example:8443/v1/items', headers: [] };
const plainRequest: Request = { ...request, url: 'http://api.example/v1/items' };
const certificate = {
  subject: 'CN=other.example',
  issuer: 'CN=Some CA',
  validFrom: 'Jan 1 00:00:00 2030 GMT',
  validTo: 'Jan 1 00:00:00 2020 GMT',
  names: 'DNS:other.example',
};
const basic: SecurityScheme = { type: 'basic', name: 'login', description: '' };
const bearer: SecurityScheme = { type: 'bearer', name: 'token', description: '' };
const key: SecurityScheme = { type: 'apiKey', name: 'key', description: '', in: 'header', parameter: 'X-Key' };
const json = { accept: ['application/json'] };
const aws: SecurityScheme = { type: 'awsSigV4', name: 'sig', description: '' };
const awsCases: readonly (readonly [number, string, string, RegExp, string])[] = [
  [
    403,
    'aws-region',
    '/authentication/sig/region',
    /for the region eu-west-1/,
    '{"message":"Credential should be scoped to a valid region, not \'us-east-1\'. expecting \'eu-west-1\'"}',
  ],
  [
    400,
    'aws-region',
    '/authentication/sig/region',
    /region eu-central-1/,
    '<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-central-1</Region></Error>',
  ],
  [301, 'aws-region', '/authentication/sig/region', /another region/, '<Error><Code>PermanentRedirect</Code></Error>'],
  [
    403,
    'aws-service',
    '/authentication/sig/service',
    /service execute-api/,
    '{"message":"Credential should be scoped to correct service: \'execute-api\'."}',
  ],
  [403, 'aws-clock', '', /clock of this machine/, '<Error><Code>RequestTimeTooSkewed</Code></Error>'],
  [403, 'aws-clock', '', /clock/, '{"message":"Signature expired: 20150830T123600Z is now earlier than"}'],
  [
    400,
    'aws-token-expired',
    '/authentication/sig/sessionToken',
    /temporary credentials have expired/,
    '{"__type":"ExpiredTokenException"}',
  ],
  [
    403,
    'aws-token-invalid',
    '/authentication/sig/accessKeyId',
    /ASIA/,
    '{"message":"The security token included in the request is invalid."}',
  ],
  [403, 'aws-token-invalid', '/authentication/sig/sessionToken', /session token/, '<Code>InvalidToken</Code>'],
  [403, 'aws-key-unknown', '/authentication/sig/accessKeyId', /mistyped/, '<Code>InvalidAccessKeyId</Code>'],
  [
    403,
    'aws-signature',
    '/authentication/sig/secretAccessKey',
    /secret access key is wrong/,
    '<Code>SignatureDoesNotMatch</Code>',
  ],
  [403, 'aws-unsigned', '/server/base_path', /stage/, '{"message":"Missing Authentication Token"}'],
  [400, 'aws-signature-incomplete', '/authentication/sig', /proxy/, '{"__type":"IncompleteSignatureException"}'],
  [
    403,
    'aws-not-subscribed',
    '/authentication/sig/accessKeyId',
    /turned this service on/,
    '<Code>OptInRequired</Code>',
  ],
  [
    403,
    'aws-denied',
    '/authentication/sig/accessKeyId',
    /policy/,
    '{"Message":"User: arn:aws:iam::1:user/x is not authorized to perform: execute-api:Invoke"}',
  ],
];
const seen = new Set<string>();

type Part = Partial<Omit<Case, 'exchange'>>;

describe('explain: failures', () => {
  const cases: readonly (readonly [Phase, string, string, string, RegExp, (Part & Partial<Failure>)?])[] = [
    ['resolve', 'ERR_INVALID_URL', 'address-invalid', '/server/host', /not an address/],
    ['resolve', 'ENOTFOUND', 'dns-not-found', '/server/host', /name api\.example could not be found.*VPN/],
    ['resolve', 'EAI_AGAIN', 'dns-unavailable', '/server/host', /online/],
    ['connect', 'ECONNREFUSED', 'connection-refused', '/server/port', /refused the connection on port 8443/],
    ['connect', 'ECONNREFUSED', 'connection-refused', '/server/port', /port 80\b/, { request: plainRequest }],
    ['connect', 'EHOSTUNREACH', 'host-unreachable', '/server/host', /VPN or a proxy/],
    ['connect', 'ENETUNREACH', 'host-unreachable', '/server/host', /no way/],
    ['connect', 'EACCES', 'connection-denied', '/server/host', /firewall/],
    ['connect', 'EMFILE', 'too-many-connections', '', /no more connections/],
    ['resolve', 'TIMEOUT', 'timeout-resolve', '/server/host', /Looking up/],
    ['connect', 'TIMEOUT', 'timeout-connect', '/server/host', /did not answer on port 8443/],
    ['connect', 'ETIMEDOUT', 'timeout-connect', '/server/host', /firewall/],
    ['tls', 'TIMEOUT', 'timeout-tls', '/server/protocol', /handshake/],
    ['request', 'TIMEOUT', 'timeout-request', '/server', /no answer in time/],
    ['response', 'TIMEOUT', 'timeout-response', '/server', /not complete in time/],
    ['request', 'UND_ERR_SOCKET', 'connection-closed', '/server/port', /without an answer.*port/],
    ['request', 'ECONNRESET', 'connection-closed', '/server/protocol', /may want https/, { request: plainRequest }],
    ['response', 'UND_ERR_SOCKET', 'answer-incomplete', '/server', /middle of its answer/],
    ['response', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'answer-incomplete', '/server', /broke off/],
    ['tls', 'ERR_SSL_WRONG_VERSION_NUMBER', 'tls-to-plain-port', '/server/protocol', /does not speak TLS/],
    [
      'tls',
      'EPROTO',
      'tls-to-plain-port',
      '/server/protocol',
      /http/,
      { message: 'ssl3_get_record:wrong version number' },
    ],
    ['tls', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'tls-to-plain-port', '/server/protocol', /unencrypted/],
    ['tls', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-self-signed', '/tls/rejectUnauthorized', /itself \(CN=other/],
    ['tls', 'SELF_SIGNED_CERT_IN_CHAIN', 'certificate-unknown-root', '/tls/rejectUnauthorized', /CN=Some CA/],
    ['tls', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-unknown-issuer', '/tls/rejectUnauthorized', /in between/],
    ['tls', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate-unknown-issuer', '/tls/rejectUnauthorized', /CN=Some CA/],
    [
      'tls',
      'CERT_HAS_EXPIRED',
      'certificate-expired',
      '/tls/rejectUnauthorized',
      /expired \(Jan 1 00:00:00 2020 GMT\)/,
    ],
    ['tls', 'CERT_NOT_YET_VALID', 'certificate-not-yet-valid', '/tls/rejectUnauthorized', /2030 GMT.*clock/],
    ['tls', 'ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-name', '/server/host', /not for api\.example but for other/],
    ['tls', 'CERT_REVOKED', 'certificate-revoked', '/server/host', /Do not send/],
    ['tls', 'INVALID_PURPOSE', 'certificate-purpose', '/tls/rejectUnauthorized', /not made for a server/],
    ['tls', 'ERR_SSL_EE_KEY_TOO_SMALL', 'certificate-weak', '/tls/rejectUnauthorized', /too weak/],
    ['tls', 'CERT_SIGNATURE_FAILURE', 'certificate-invalid', '/tls/rejectUnauthorized', /not valid/],
    ['tls', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls-version', '/tls', /TLS 1\.2/],
    ['tls', 'ERR_SSL_UNSUPPORTED_PROTOCOL', 'tls-version', '/tls', /no longer safe/],
    [
      'request',
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      'client-certificate-required',
      '/authentication',
      /mutual/,
    ],
    ['tls', 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'tls-name-unknown', '/server/host', /does not know that name/],
    ['tls', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'tls-no-agreement', '/tls', /encryption/],
    ['tls', 'ECONNRESET', 'tls-closed', '/server/protocol', /during the TLS handshake/],
    ['tls', 'ERR_SSL_SOMETHING_NEW', 'tls-failed', '/tls', /handshake with api\.example:8443 failed: details/],
    [
      'request',
      'HTTPParserError',
      'http-to-tls-port',
      '/server/protocol',
      /https/,
      { received: '\u0015\u0003\u0003\0\u0002' },
    ],
    ['request', 'HTTPParserError', 'not-http', '/server/port', /“SSH-2\.0-x”/, { received: 'SSH-2.0-x\r\n\0' }],
    [
      'response',
      'HTTPParserError',
      'answer-malformed',
      '/server',
      /breaks a rule of HTTP: Invalid character in chunk size\./,
      { message: 'Response does not match the HTTP/1.1 protocol (Invalid character in chunk size)' },
    ],
    [
      'request',
      'HPE_INVALID_CONSTANT',
      'not-http',
      '/server/port',
      /not HTTP/,
      { message: 'Parse Error: Expected HTTP/' },
    ],
    [
      'request',
      'HPE_INVALID_HEADER_TOKEN',
      'answer-malformed',
      '/server',
      /breaks a rule of HTTP: Invalid header token\. .*headers/,
      { message: 'Parse Error: Invalid header token', received: 'Content-Length: 2' },
    ],
    ['request', 'UND_ERR_HEADERS_OVERFLOW', 'headers-too-large', '/server', /64 KB/],
    ['response', 'Z_DATA_ERROR', 'body-undecodable', '/server', /Content-Encoding/],
    ['response', 'ERR__ERROR_FORMAT_PADDING_1', 'body-undecodable', '/server', /not packed/],
    ['request', 'UND_ERR_INVALID_ARG', 'header-invalid', '', /header X-A cannot/, { message: 'invalid X-A header' }],
    [
      'request',
      'UND_ERR_INVALID_ARG',
      'header-invalid',
      '/authentication/login/password',
      /line break/,
      { message: 'invalid authorization header', scheme: basic },
    ],
    [
      'request',
      'UND_ERR_INVALID_ARG',
      'header-invalid',
      '/authentication/key/value',
      /copied secret/,
      { message: 'invalid X-Key header', scheme: key },
    ],
    [
      'request',
      'UND_ERR_INVALID_ARG',
      'request-invalid',
      '',
      /invalid request path/,
      { message: 'invalid request path' },
    ],
    ['request', 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH', 'content-length-wrong', '', /Leave the header out/],
    ['request', 'EWHATEVER', 'call-failed', '/server', /the call failed: details/i],
  ];
  for (const [phase, code, expected, pointer, message, part = {}] of cases) {
    const { message: words = 'details', received, ...rest } = part;
    const refused = /CERT|PURPOSE|UNABLE/.test(code) && phase === 'tls' && { certificate };
    it(`${phase} ${code}${(part.message ?? received) ? ' …' : ''}: ${expected} at ${pointer || '(all)'}`, () => {
      const failure: Failure = {
        outcome: 'failed',
        phase,
        code,
        message: words,
        hops: [],
        ...(received && { received }),
        ...refused,
      };
      expectProblem(explainOne(failure, rest), expected, pointer, message);
    });
  }
});

describe('explain: answers', () => {
  const html = '<!DOCTYPE html><title>Hello</title>';
  const cases: readonly (readonly [
    number,
    string,
    string,
    RegExp,
    (Part & { headers?: readonly Header[]; body?: string })?,
  ])[] = [
    [304, 'not-modified', '', /content is as it was/],
    [302, 'redirect-without-location', '/server/base_path', /does not say where/],
    [
      302,
      'redirect-to-login',
      '/authentication/login/password',
      /login page/,
      { headers: [['location', 'https://sso.example/login?x']], scheme: basic },
    ],
    [302, 'captive-portal', '/server/host', /Open a browser/, { headers: [['location', 'http://captive.example/']] }],
    [
      301,
      'redirect-to-https',
      '/server/protocol',
      /wants https/,
      { headers: [['location', 'https://api.example/v1/items']], request: plainRequest },
    ],
    [
      308,
      'redirect-to-host',
      '/server/host',
      /another address: https:\/\/new/,
      { headers: [['location', 'https://new.example/v1/items']] },
    ],
    [301, 'redirect-to-path', '/server/base_path', /another path/, { headers: [['location', '/v2/items']] }],
    [
      400,
      'http-to-tls-port',
      '/server/protocol',
      /expects TLS/,
      { body: 'The plain HTTP request was sent to HTTPS port', request: plainRequest },
    ],
    [400, 'http-to-tls-port', '/server/protocol', /https/, { body: 'Client sent an HTTP request to an HTTPS server.' }],
    [
      400,
      'client-certificate-required',
      '/authentication',
      /mutual TLS/,
      { body: 'No required SSL certificate was sent' },
    ],
    [400, 'host-unknown-to-server', '/server/host', /host name/, { body: '<h2>Bad Request - Invalid Hostname</h2>' }],
    [421, 'host-unknown-to-server', '/server/host', /does not know this host/],
    [400, 'bad-request', '', /parameters and the body/],
    [401, 'credentials-missing', '/authentication', /no credentials/],
    [
      401,
      'token-rejected',
      '/authentication/token',
      /expired/,
      { scheme: bearer, headers: [['www-authenticate', 'Bearer error="invalid_token"']] },
    ],
    [
      401,
      'scheme-mismatch',
      '/authentication',
      /Bearer realm/,
      { scheme: basic, headers: [['www-authenticate', 'Bearer realm="x"']] },
    ],
    [
      401,
      'unauthorized',
      '/authentication/login/password',
      /wrong or have expired/,
      { scheme: basic, headers: [['www-authenticate', 'Basic realm="x"']] },
    ],
    [401, 'unauthorized', '/authentication/key/value', /401 Text/, { scheme: key }],
    ...awsCases.map(
      ([status, code, pointer, message, body]) => [status, code, pointer, message, { scheme: aws, body }] as const,
    ),
    [402, 'payment-required', '', /plan/],
    [
      403,
      'scope-missing',
      '/authentication/token/scope',
      /scope/,
      { scheme: bearer, headers: [['www-authenticate', 'Bearer error="insufficient_scope"']] },
    ],
    [403, 'forbidden', '/authentication/login/password', /may not do this/, { scheme: basic }],
    [404, 'base-path-differs', '/server/base_path', /model’s, which is \/v1/, { connection: connection('/v2') }],
    [405, 'base-path-differs', '/server/base_path', /nothing at https/, { connection: connection('') }],
    [404, 'page-not-found', '/server/base_path', /page for people/, { body: html }],
    [404, 'not-found', '', /does not exist/, { body: '{}' }],
    [405, 'method-not-allowed', '/server/base_path', /possible: PUT/, { headers: [['allow', 'PUT']] }],
    [406, 'not-acceptable', '', /application\/json/, { operation: json }],
    [407, 'proxy-credentials', '/server', /proxy/],
    [408, 'request-timeout', '/server', /try again/],
    [409, 'conflict', '', /exists already/],
    [410, 'gone', '', /removed/],
    [411, 'length-required', '', /Content-Length/],
    [412, 'precondition', '', /If-Match/],
    [413, 'body-too-large', '', /smaller/],
    [414, 'address-too-long', '', /query/],
    [415, 'media-type-unsupported', '', /content type/],
    [422, 'unprocessable', '', /refused/],
    [423, 'locked', '', /later/],
    [426, 'upgrade-required', '/server/protocol', /TLS\/1\.2/, { headers: [['upgrade', 'TLS/1.2']] }],
    [429, 'too-many-requests', '', /in 30 seconds/, { headers: [['retry-after', '30']] }],
    [431, 'request-headers-too-large', '/authentication/login/password', /token or a cookie/, { scheme: basic }],
    [451, 'legally-blocked', '', /legal/],
    [511, 'captive-portal', '/server/host', /sign in to the network/],
    [500, 'server-error', '', /500 Text/],
    [501, 'not-implemented', '', /method/],
    [502, 'gateway', '/server/host', /behind it did not/],
    [504, 'gateway', '/server/host', /gateway/i],
    [503, 'unavailable', '/server', /after Fri/, { headers: [['retry-after', 'Fri, 31 Dec 2027 23:59:59 GMT']] }],
    [505, 'http-version', '/server', /HTTP\/1\.1/],
    [521, 'service-down', '/server/host', /down/],
    [526, 'gateway-certificate', '/server/host', /certificate/],
    [418, 'client-error', '', /418 Text/],
    [599, 'server-error', '', /599 Text/],
    [
      200,
      'captive-portal',
      '/server/host',
      /login of its own/,
      { body: `${html}Welcome to our Hotspot`, operation: json },
    ],
    [200, 'login-page', '/authentication', /login page/, { body: `${html}<input type="password">`, operation: json }],
    [200, 'html-instead-of-json', '/server/base_path', /web page/, { body: html, operation: json }],
    [
      200,
      'html-instead-of-json',
      '/server/base_path',
      /website/,
      { body: 'x', headers: [['content-type', 'text/html']], operation: json },
    ],
    [200, 'json-broken', '', /broken JSON/, { body: '{"a":', headers: [['content-type', 'application/json']] }],
    [
      200,
      'content-type-unexpected',
      '',
      /text\/plain/,
      { body: 'x', headers: [['content-type', 'text/plain']], operation: json },
    ],
  ];
  for (const [status, expected, pointer, message, part = {}] of cases) {
    const { headers = [], body = '', ...rest } = part;
    it(`${status}${body || headers.length > 0 ? ' …' : ''}: ${expected} at ${pointer || '(all)'}`, () =>
      expectProblem(explainOne(answer(status, headers, body), rest), expected, pointer, message));
  }
  const silent: readonly (readonly [string, number, readonly Header[], string])[] = [
    ['good JSON', 200, [['content-type', 'application/json']], '{"a":1}'],
    ['a problem+json type', 200, [['content-type', 'application/hal+json; charset=utf-8']], '[]'],
    ['no content', 204, [], ''],
    ['an empty body', 200, [], ''],
  ];
  for (const [what, status, headers, body] of silent) {
    it(`says nothing about ${what}`, () =>
      assert.deepEqual(explain(caseOf(answer(status, headers, body), { operation: json })), []));
  }
  it('says nothing about a page where pages are promised', () => {
    assert.deepEqual(
      explain(caseOf(answer(200, [['content-type', 'text/html']], html), { operation: { accept: ['text/html'] } })),
      [],
    );
  });
  it('does not call cut JSON broken', () => {
    const cut: Answer = { ...answer(200, [['content-type', 'application/json']], '{"a":'), truncated: true };
    assert.deepEqual(explain(caseOf(cut, {})), []);
  });
});

describe('explain: fixes', () => {
  const failure = (code: string, phase: Phase = 'tls', names = certificate.names): Failure => ({
    outcome: 'failed',
    phase,
    code,
    message: '',
    hops: [],
    ...(code.includes('CERT') && { certificate: { ...certificate, names } }),
  });
  const insecure = ['/tls/rejectUnauthorized = false', '/tls/enabled = true'];
  it('accepts any certificate by both keys, with a warning', () => {
    const problem = explainOne(failure('DEPTH_ZERO_SELF_SIGNED_CERT'), {});
    assert.deepEqual(changes(problem), [insecure]);
    assert.match(problem.fixes?.[0]?.title ?? '', /unsafe/);
  });
  it('offers the one name of the certificate', () =>
    assert.deepEqual(changes(explainOne(failure('ERR_TLS_CERT_ALTNAME_INVALID'), {})), [
      ['/server/host = "other.example"'],
      insecure,
    ]));
  it('offers no name when there are several or a pattern', () => {
    for (const names of ['DNS:a.example, DNS:b.example', 'DNS:*.example']) {
      assert.deepEqual(changes(explainOne(failure('ERR_TLS_CERT_ALTNAME_INVALID', 'tls', names), {})), [insecure]);
    }
  });
  it('offers nothing for a revoked certificate', () =>
    assert.deepEqual(changes(explainOne(failure('CERT_REVOKED'), {})), []));
  it('changes to http for a plain port', () =>
    assert.deepEqual(changes(explainOne(failure('ERR_SSL_WRONG_VERSION_NUMBER'), {})), [
      ['/server/protocol = "http"'],
    ]));
  it('changes to https for a TLS port', () =>
    assert.deepEqual(changes(explainOne(failure('UND_ERR_SOCKET', 'request'), { request: plainRequest })), [
      ['/server/protocol = "https"'],
    ]));
  it('offers the port of the model', () => {
    const model = { server: { protocol: 'https', host: '', base_path: '', port: 9443 } } as const;
    assert.deepEqual(changes(explainOne(failure('ECONNREFUSED', 'connect'), { model })), [['/server/port = 9443']]);
  });
  it('removes a port that the model does not have', () =>
    assert.deepEqual(changes(explainOne(failure('ECONNREFUSED', 'connect'), {})), [['/server/port removed']]));
  it('offers the base path of the model', () =>
    assert.deepEqual(changes(explainOne(answer(404), { connection: connection('/x') })), [
      ['/server/base_path = "/v1"'],
    ]));
  it('takes a slash at the end of a base path for nothing', () =>
    assert.equal(explainOne(answer(404), { connection: connection('v1/') }).code, 'not-found'));
  const redirects: readonly (readonly [string, string, Request, readonly string[]])[] = [
    [
      'https and no port',
      'https://api.example/v1/items',
      plainRequest,
      ['/server/protocol = "https"', '/server/port removed'],
    ],
    [
      'https and its port',
      'https://api.example:444/v1/items',
      plainRequest,
      ['/server/protocol = "https"', '/server/port = 444'],
    ],
    ['another host', 'https://new.example/v1/items', request, ['/server/host = "new.example"']],
    [
      'another host over https',
      'https://new.example/v1/items',
      plainRequest,
      ['/server/host = "new.example"', '/server/protocol = "https"', '/server/port removed'],
    ],
    ['another base path', '/api/v2/items', request, ['/server/base_path = "/api/v2"']],
  ];
  for (const [what, location, asked, expected] of redirects) {
    it(`follows a redirect to ${what} in the configuration`, () =>
      assert.deepEqual(changes(explainOne(answer(301, [['location', location]]), { request: asked })), [expected]));
  }
  it('offers nothing for a redirect that only adds a slash', () =>
    assert.deepEqual(changes(explainOne(answer(301, [['location', '/v1/items/']]), {})), []));
});

describe('explain: fixes for AWS', () => {
  const said = (text: string): Answer => ({ ...answer(403), body: new TextEncoder().encode(text) });
  it('offers the region that AWS names', () =>
    assert.deepEqual(changes(explainOne(said("scoped to a valid region, expecting 'eu-west-1'"), { scheme: aws })), [
      ['/authentication/sig/region = "eu-west-1"'],
    ]));
  it('offers the service that AWS names', () =>
    assert.deepEqual(changes(explainOne(said("scoped to correct service: 'es'"), { scheme: aws })), [
      ['/authentication/sig/service = "es"'],
    ]));
  it('offers the region of a bucket', () =>
    assert.deepEqual(
      changes(
        explainOne(
          { ...said('<Code>PermanentRedirect</Code>'), headers: [['x-amz-bucket-region', 'eu-north-1']] },
          { scheme: aws },
        ),
      ),
      [['/authentication/sig/region = "eu-north-1"']],
    ));
  it('says nothing of AWS to those who use another scheme', () =>
    assert.equal(explainOne(said('SignatureDoesNotMatch'), { scheme: basic }).code, 'forbidden'));
});

describe('explain: proxies, limits and what the wire was given', () => {
  const proxy = { host: 'p.example:3128', from: 'http.proxy', authorized: false };
  const to = 'proxy' as const;
  const negotiate = { proxy: { ...proxy, challenge: 'Negotiate, NTLM' } };
  const cases: readonly (readonly [Phase, string, string, string, RegExp, Partial<Failure>])[] = [
    ['request', 'PROXY_ADDRESS', 'proxy-address-invalid', '/server', /cannot be used: words/, {}],
    [
      'request',
      'PROXY_PROTOCOL',
      'proxy-unsupported',
      '/server',
      /kind socks5 .*network\.stack/,
      { message: 'socks5' },
    ],
    ['resolve', 'ENOTFOUND', 'proxy-not-found', '/server', /p\.example:3128 \(from http\.proxy\).*NO_PROXY/, { to }],
    ['resolve', 'EAI_AGAIN', 'proxy-not-found', '/server', /could not be found/, { to }],
    ['connect', 'ECONNREFUSED', 'proxy-refused', '/server', /refused the connection/, { to }],
    ['proxy', 'PROXY_407', 'proxy-credentials', '/server', /before its host: user:password@p\.example:3128/, { to }],
    ['proxy', 'PROXY_407', 'proxy-credentials-unsupported', '/server', /Negotiate, NTLM.*vscode/, negotiate],
    [
      'proxy',
      'PROXY_407',
      'proxy-credentials-rejected',
      '/server',
      /does not accept.*%40/,
      { proxy: { ...proxy, authorized: true } },
    ],
    [
      'proxy',
      'PROXY_403',
      'proxy-forbids',
      '/server/host',
      /not allow connections to api\.example:8443, saying “Blocked by rule 7”/,
      { received: '<html><title>x</title><style>b{}</style><h1>Blocked</h1>\r\n by rule 7</html' },
    ],
    [
      'proxy',
      'PROXY_NOT_SOCKS',
      'proxy-not-socks',
      '/server',
      /P\.example:3128 \(from http\.proxy\) is no SOCKS 5/,
      {},
    ],
    ['proxy', 'PROXY_405', 'proxy-method-refused', '/server', /no proxy.*address/, {}],
    ['proxy', 'PROXY_502', 'proxy-cannot-reach', '/server/host', /could not reach api\.example:8443 \(words\)\./, {}],
    ['proxy', 'PROXY_418', 'proxy-refuses', '/server', /refused the call: words/, {}],
    ['tls', 'CERT_HAS_EXPIRED', 'proxy-certificate', '/server', /certificate of the proxy/, { to, certificate }],
    ['tls', 'ERR_SSL_WRONG_VERSION_NUMBER', 'proxy-tls', '/server', /addressed with http:/, { to }],
    ['connect', 'TIMEOUT', 'proxy-timeout', '/server', /did not answer in time/, { to }],
    ['proxy', 'TIMEOUT', 'proxy-timeout', '/server', /did not answer in time/, { to }],
    ['proxy', 'HPE_INVALID_CONSTANT', 'proxy-not-http', '/server', /no HTTP proxy/, { to }],
    ['proxy', 'ECONNRESET', 'proxy-broke-off', '/server', /failed: words/, { to }],
    ['tls', 'ECONNRESET', 'tls-closed', '/server/protocol', /during the TLS handshake/, {}],
    [
      'tls',
      'ERR_SSL_NEW',
      'tls-failed',
      '/tls',
      /failed: tlsv1 alert decrypt error\. Check/,
      {
        message:
          '80:error:0A00041B:SSL routines:ssl3_read_bytes:tlsv1 alert decrypt error:../ssl/rec.c:1601:alert 51\n',
      },
    ],
    [
      'request',
      'UND_ERR_SOCKET',
      'interim-answer',
      '/server',
      /100 Continue.*network\.stack/,
      { message: 'bad response' },
    ],
    ['request', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'answer-length-wrong', '/server', /not as long as/, {}],
    ['redirect', 'TOO_MANY_REDIRECTS', 'redirect-loop', '/server/base_path', /again and again/, {}],
    ['tls', 'CLIENT_CERTIFICATE_UNUSABLE', 'client-certificate-unusable', '/authentication', /pass phrase/, {}],
    ['tls', 'CA_UNREADABLE', 'authorities-unreadable', '', /cannot be read: words/, {}],
    [
      'tls',
      'TIMEOUT',
      'timeout-tls',
      '/server/protocol',
      /60 ms \(\S+connectTimeout/,
      { limit: { of: 'connect', ms: 60 } },
    ],
    [
      'request',
      'TIMEOUT',
      'timeout-request',
      '/server',
      /70 ms \(\S+headersTimeout/,
      { limit: { of: 'headers', ms: 70 } },
    ],
    [
      'response',
      'TIMEOUT',
      'timeout-response',
      '/server',
      /5 ms \(\S+call\.timeout/,
      { limit: { of: 'total', ms: 5 } },
    ],
  ];
  for (const [phase, code, expected, pointer, message, part] of cases)
    it(`${phase} ${code}: ${expected} at ${pointer || '(all)'}`, () => {
      const failure = { outcome: 'failed', phase, code, message: 'words', hops: [], proxy, ...part } as const;
      expectProblem(explainOne(failure, {}), expected, pointer, message);
      assert.match(describeFailure(failure, request), /^GET https:\S+ (was not sent|got no (complete )?answer): /);
    });
  it('an answer that unpacks without end', () =>
    expectProblem(explainOne({ ...answer(200), bomb: true }, {}), 'body-bomb', '', /200 times/));
});

describe('explain: a certificate that may be trusted', () => {
  const refused = (code: string): Failure => ({
    outcome: 'failed',
    phase: 'tls',
    code,
    message: 'words',
    hops: [],
    certificate: { ...certificate, fingerprint: 'AA:BB:CC:DD:EE:FF:00:11:22' },
  });
  for (const code of ['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])
    it(`is offered before any certificate is: ${code}`, () => {
      const { fixes = [] } = explainOne(refused(code), {});
      const at = fixes.findIndex(({ trust }) => trust);
      assert.equal(fixes[at]?.title, 'Trust this certificate for api.example:8443 (SHA-256 AA:BB:CC:DD:EE:FF:00:11…)');
      assert.deepEqual(fixes[at].trust, {
        server: 'api.example:8443',
        fingerprint: 'AA:BB:CC:DD:EE:FF:00:11:22',
        subject: 'CN=other.example',
      });
      assert.deepEqual([changesOf(fixes[at]), at], [[], fixes.length - 2]);
    });
  it('is not offered for one that was revoked', () =>
    assert.equal(explainOne(refused('CERT_REVOKED'), {}).fixes, undefined));
});

describe('explain: the catalogue', () => {
  it('has a test for each row', () => {
    const codes = [...failureRows, ...answerRows].map(({ code }) => code);
    assert.deepEqual(
      [...new Set(codes)].filter((code) => !seen.has(code)),
      [],
    );
    assert.ok(new Set(codes).size >= 60);
  });
  it('has codes that can be searched for', () => {
    for (const { code } of [...failureRows, ...answerRows]) assert.match(code, /^[a-z]+(-[a-z]+)*$/);
  });
  it('explains every failure, whatever its code', () => {
    for (const phase of ['resolve', 'connect', 'tls', 'request', 'response'] as const) {
      assert.ok(explainOne({ outcome: 'failed', phase, code: '', message: '', hops: [] }, {}).message);
    }
  });
  it('explains every status but 2xx', () => {
    for (let status = 300; status < 600; status++)
      assert.equal(explain(caseOf(answer(status), {})).length, 1, String(status));
  });
});

describe('describeFailure', () => {
  const cases: readonly (readonly [Phase, string, string])[] = [
    [
      'resolve',
      'ENOTFOUND',
      'GET https://api.example:8443/v1/items was not sent: the name api.example could not be found (ENOTFOUND).',
    ],
    [
      'connect',
      'ECONNREFUSED',
      'GET https://api.example:8443/v1/items was not sent: api.example refused the connection on port 8443 (ECONNREFUSED).',
    ],
    [
      'request',
      'TIMEOUT',
      'GET https://api.example:8443/v1/items got no answer: api.example:8443 took the request but gave no answer in time (TIMEOUT).',
    ],
    [
      'response',
      'ECONNRESET',
      'GET https://api.example:8443/v1/items got no complete answer: api.example:8443 closed the connection in the middle of its answer (ECONNRESET).',
    ],
  ];
  for (const [phase, code, text] of cases) {
    it(`${phase} ${code}`, () =>
      assert.equal(describeFailure({ outcome: 'failed', phase, code, message: '', hops: [] }, request), text));
  }
  it('survives an address that is none', () => {
    const failure: Failure = { outcome: 'failed', phase: 'connect', code: 'ECONNREFUSED', message: '', hops: [] };
    assert.match(describeFailure(failure, { ...request, url: 'nonsense' }), /nonsense/);
  });
});

function connection(basePath: string): Case['connection'] {
  return { protocol: 'https', host: 'api.example', port: 8443, basePath };
}

function caseOf(exchange: Exchange, part: Part): Case {
  const model = { server: { protocol: 'https', host: 'api.example', base_path: '/v1' } } as const;
  return { request, exchange, connection: connection('/v1'), model, ...part };
}

function explainOne(exchange: Exchange, part: Part): Problem {
  const [problem] = explain(caseOf(exchange, part));
  assert.ok(problem);
  return problem;
}

function expectProblem(problem: Problem, code: string, pointer: string, message: RegExp): void {
  seen.add(code);
  assert.deepEqual([problem.code, toPointer(problem.path)], [code, pointer]);
  assert.match(problem.message, message);
  assert.match(problem.message, /^\p{Lu}.*[.?]$|^\w[\w.:]* /u);
  assert.doesNotMatch(problem.message, /fetch failed|undefined|\{\d\}/);
}

function answer(status: number, headers: readonly Header[] = [], body = ''): Answer {
  const bytes = new TextEncoder().encode(body);
  return { outcome: 'answered', status, statusText: 'Text', headers, body: bytes, truncated: false, hops: [] };
}

const changes = ({ fixes = [] }: Problem): string[][] =>
  fixes.map((fix) =>
    changesOf(fix).map(
      ({ path, value }) => `${toPointer(path)} ${value === undefined ? 'removed' : `= ${JSON.stringify(value)}`}`,
    ),
  );
