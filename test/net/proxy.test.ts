// Which proxy a request takes, by settings and environment, and which hosts are excepted from it.
import assert from 'node:assert/strict';
import { plainNetwork, type NetworkSettings } from '../../src/core/network.ts';
import { exceptionFor } from '../../src/net/noProxy.ts';
import { chooseProxy, isLoopback, type Environment, type Proxy } from '../../src/net/proxy.ts';

describe('NO_PROXY', () => {
  const cases: readonly (readonly [list: string, host: string, port: number, excepted: boolean])[] = [
    ['', 'a.example', 80, false],
    ['*', 'a.example', 80, true],
    ['a.example', 'a.example', 80, true],
    ['a.example', 'b.a.example', 80, true],
    ['a.example', 'ba.example', 80, false],
    ['a.example', 'a.example.org', 80, false],
    ['.a.example', 'b.a.example', 80, true],
    ['.a.example', 'a.example', 80, true],
    ['*.a.example', 'b.a.example', 80, true],
    ['*.a.example', 'ba.example', 80, false],
    ['A.Example', 'a.example', 80, true],
    ['a.example', 'A.EXAMPLE', 80, true],
    ['a.example.', 'a.example', 80, true],
    ['a.example', 'a.example.', 80, true],
    ['a.example:8080', 'a.example', 8080, true],
    ['a.example:8080', 'a.example', 80, false],
    ['.a.example:443', 'b.a.example', 443, true],
    ['*:8080', 'a.example', 8080, true],
    ['*:8080', 'a.example', 80, false],
    ['x.example, a.example', 'a.example', 80, true],
    ['x.example a.example', 'a.example', 80, true],
    ['x.example;;a.example', 'a.example', 80, true],
    ['10.0.0.1', '10.0.0.1', 80, true],
    ['10.0.0.1', '10.0.0.10', 80, false],
    ['10.0.0.1:81', '10.0.0.1', 80, false],
    ['0.0.1', '10.0.0.1', 80, false],
    ['10.0.0.0/8', '10.200.3.4', 80, true],
    ['10.0.0.0/8', '11.0.0.1', 80, false],
    ['192.168.4.0/22', '192.168.7.255', 80, true],
    ['192.168.4.0/22', '192.168.8.0', 80, false],
    ['0.0.0.0/0', '8.8.8.8', 80, true],
    ['10.0.0.0/33', '10.0.0.0', 80, false],
    ['10.0.0.0/x', '10.0.0.0', 80, false],
    ['10.0.0.0/8', 'ten.example', 80, false],
    ['::1', '::1', 80, true],
    ['[::1]', '::1', 80, true],
    ['[fd00::5]:8080', 'fd00::5', 8080, true],
    ['[fd00::5]:8080', 'fd00::5', 80, false],
    ['fd00:0:0:0::5', 'fd00::5', 80, true],
    ['fd00::/8', 'fd12:3456::1', 80, true],
    ['fd00::/8', 'fe80::1', 80, false],
    ['.', 'a.example', 80, false],
    ['localhost', 'localhost', 3000, true],
  ];
  for (const [list, host, port, excepted] of cases)
    it(`"${list}" ${excepted ? 'excepts' : 'does not except'} ${host}:${port}`, () =>
      assert.equal(exceptionFor([list], host, port) !== undefined, excepted));
  it('names the entry', () => assert.equal(exceptionFor(['b', 'c,.a.example'], 'x.a.example', 1), '.a.example'));
});

describe('the choice of a proxy', () => {
  const to = { hostname: 'api.example', port: 443, secure: true };
  const plain = { ...to, port: 80, secure: false };
  const choose = (part: Partial<NetworkSettings>, env: Environment = {}, where = to) =>
    chooseProxy(where, { ...plainNetwork, ...part }, env);
  const chosen = (...how: Parameters<typeof choose>): Proxy => {
    const choice = choose(...how);
    assert.equal(choice.kind, 'proxy', JSON.stringify(choice));
    return (choice as { proxy: Proxy }).proxy;
  };
  const named = (...how: Parameters<typeof choose>): string => {
    const { host, from } = chosen(...how);
    return `${host} ${from}`;
  };

  it('is none where nothing is set', () => assert.deepEqual(choose({}), { kind: 'direct' }));
  it('takes the setting before the environment', () =>
    assert.equal(
      named({ proxy: 'http://p.example:8080' }, { HTTPS_PROXY: 'http://q:1' }),
      'p.example:8080 http.proxy',
    ));
  it('takes the variable of the protocol', () => {
    const env = { HTTPS_PROXY: 'http://s:1', HTTP_PROXY: 'http://h:2' };
    assert.deepEqual([named({}, env), named({}, env, plain)], ['s:1 HTTPS_PROXY', 'h:2 HTTP_PROXY']);
  });
  it('takes no plain proxy for https', () => assert.equal(choose({}, { HTTP_PROXY: 'http://h:2' }).kind, 'direct'));
  it('takes ALL_PROXY for both', () => assert.equal(named({}, { all_proxy: 'a:3' }, plain), 'a:3 all_proxy'));
  it('takes lower case first', () =>
    assert.equal(named({}, { HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:2' }), 'lower:2 https_proxy'));
  it('passes over an empty variable', () =>
    assert.equal(named({}, { https_proxy: ' ', HTTPS_PROXY: 'u:1' }), 'u:1 HTTPS_PROXY'));
  it('knows the ports of protocols', () =>
    assert.deepEqual(
      ['http://p', 'https://p', 'p', 'http://[::1]'].map((proxy) => chosen({ proxy }).host),
      ['p:80', 'p:443', 'p:80', '[::1]:80'],
    ));
  it('can be switched off', () => {
    const choice = choose({ useProxy: false, proxy: 'http://p:1' });
    assert.deepEqual(choice, { kind: 'direct', why: 'http.proxySupport is off' });
  });
  it('says which exception counted', () => {
    assert.deepEqual(choose({}, { HTTPS_PROXY: 'p:1', NO_PROXY: 'x,.example' }), {
      kind: 'direct',
      why: 'NO_PROXY has .example',
    });
    assert.deepEqual(choose({ proxy: 'p:1', noProxy: ['*.example'] }), {
      kind: 'direct',
      why: 'http.noProxy has *.example',
    });
  });
  it('lets the setting’s exceptions replace the environment’s', () =>
    assert.equal(choose({ proxy: 'p:1', noProxy: ['other'] }, { NO_PROXY: '*' }).kind, 'proxy'));
  it('applies the environment’s exceptions to the setting’s proxy', () =>
    assert.equal(choose({ proxy: 'p:1' }, { no_proxy: 'api.example:443' }).kind, 'direct'));
  it('never asks a proxy for this machine', () => {
    for (const hostname of ['localhost', 'LOCALHOST', 'a.localhost', '127.0.0.1', '127.9.9.9', '::1'])
      assert.equal(choose({ proxy: 'p:1' }, {}, { ...to, hostname }).kind, 'direct', hostname);
    for (const hostname of ['localhost.example', '128.0.0.1', '::2', 'mylocalhost']) assert.ok(!isLoopback(hostname));
  });
  it('makes basic credentials of user and password, in UTF-8', () => {
    const { authorization, confidential, host } = chosen({ proxy: 'http://us%C3%A9r:p%40ss:w%25rd@p:1' });
    assert.equal(authorization, `Basic ${Buffer.from('usér:p@ss:w%rd').toString('base64')}`);
    assert.deepEqual([confidential.includes('p@ss:w%rd'), host], [true, 'p:1']);
  });
  it('takes VS Code’s header where the address has no credentials', () => {
    const proxyAuthorization = 'Negotiate abc';
    assert.equal(chosen({ proxy: 'p:1', proxyAuthorization }).authorization, proxyAuthorization);
    assert.match(chosen({ proxy: 'http://u:v@p:1', proxyAuthorization }).authorization ?? '', /^Basic /);
  });
  it('takes a SOCKS proxy, whose credentials are no header', () => {
    const proxyAuthorization = 'Negotiate abc';
    for (const protocol of ['socks5', 'socks5h', 'socks']) {
      const { socks, host, authorization, login, confidential } = chosen({
        proxy: `${protocol}://u:p%40ss@p`,
        proxyAuthorization,
      });
      assert.deepEqual(
        [socks, host, authorization, login, confidential],
        [true, 'p:1080', undefined, { user: 'u', password: 'p@ss' }, ['p@ss']],
      );
    }
    assert.equal(named({}, { ALL_PROXY: 'socks5h://p:9' }), 'p:9 ALL_PROXY');
    assert.equal(chosen({ proxy: 'http://p' }).socks, false);
  });
  it('checks the proxy’s certificate unless told otherwise', () => {
    assert.equal(chosen({ proxy: 'https://p' }).rejectUnauthorized, true);
    assert.equal(chosen({ proxy: 'https://p', proxyStrictSSL: false }).rejectUnauthorized, false);
  });
  for (const [proxy, code] of [
    ['socks4://p:1080', 'PROXY_PROTOCOL'],
    ['socks5://', 'PROXY_ADDRESS'],
    ['ftp://p', 'PROXY_PROTOCOL'],
    ['http://', 'PROXY_ADDRESS'],
    ['http://a b', 'PROXY_ADDRESS'],
    ['p:99999', 'PROXY_ADDRESS'],
  ] as const) {
    it(`cannot use ${proxy}`, () => {
      const choice = choose({ proxy });
      assert.deepEqual([choice.kind, 'code' in choice && choice.code], ['unusable', code]);
    });
  }
});
