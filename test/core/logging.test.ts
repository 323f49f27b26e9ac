// What is logged at which level, what an integration's settings mean, and how a record looks in a file and in syslog.
import assert from 'node:assert/strict';
import { applyEdits } from 'jsonc-parser';
import { setValues } from '../../src/core/edit.ts';
import { readIntegration } from '../../src/core/integration.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { deepestOf, logLevels, readLevel, takes, type LogLevel } from '../../src/core/logging/levels.ts';
import { fileLines, timestamp } from '../../src/core/logging/line.ts';
import { previewLogging } from '../../src/core/logging/preview.ts';
import { cancelledRecords, recordsOf, tokenRecords, type LogRecord } from '../../src/core/logging/records.ts';
import { completeSyslog, levelChange, readLogging } from '../../src/core/logging/settings.ts';
import { structuredData, syslogMessages, type SyslogSender } from '../../src/core/logging/syslog.ts';
import type { Report, TokenRequest } from '../../src/core/report.ts';
import { integrationText } from '../help/documents.ts';

const integrationWith = (loggerProps: Json) => readIntegration(integrationText({}, { loggerProps }));
const read = (loggerProps: Json) => readLogging(integrationWith(loggerProps));
const at = Date.UTC(2026, 10, 4, 9, 5, 7, 89);

const request = { method: 'GET', url: 'https://x.example/a', headers: [['accept', '*/*']], body: 'sent' } as const;
const answer = {
  ...{ ok: true, method: 'GET', url: request.url, status: 200, statusText: 'OK' },
  ...{ headers: { 'content-type': 'text/plain' }, body: 'got' },
};
const good: Report = {
  ...{ integration: 'shop', operation: 'getIt', startedAt: at, ms: 12.4, bytes: 3 },
  ...{ request, response: answer, hops: [{ phase: 'connect', ms: 1 }], problems: [] },
};
const token: TokenRequest = {
  ...{ purpose: 'token', hops: [{ phase: 'response', ms: 30 }], bytes: 99 },
  request: { method: 'POST', url: 'https://id.example/token', headers: [], body: 'grant_type=••••••' },
  response: { ...answer, body: '{"access_token":"••••••"}' },
};
const textsOf = (report: Report, level: LogLevel) =>
  recordsOf(report, 'spam').flatMap((each) => (each.level === level ? [each.text] : []));

describe('log levels', () => {
  it('include all that are more severe', () => {
    assert.deepEqual(
      logLevels.filter((level) => takes('info', level)),
      ['error', 'warn', 'info'],
    );
    assert.equal(deepestOf(['warn', 'debug', 'error']), 'debug');
  });
  it('understand syslog’s own word, and take anything else for the default', () =>
    assert.deepEqual(
      ['warning', 'trace', 'loud', 7, null].map((word) => readLevel(word, 'info')),
      ['warn', 'trace', 'info', 'info', 'info'],
    ));
});

describe('the logging settings of an integration', () => {
  it('are the platform’s defaults where nothing is said', () => {
    const file = {
      level: 'info',
      directory: '/opt/itential/logs',
      name: 'itential.log',
      maxSize: 10_485_760,
      maxFiles: 10,
      offset: 0,
    };
    for (const nothing of [null, {}, 'x', { log_level: 3, log_max_files: 'many', log_max_file_size: -1 }] as const)
      assert.deepEqual(read(nothing), { console: 'info', file });
  });
  it('are read as they stand', () => {
    const { file, console } = read({
      console_level: 'spam',
      log_level: 'error',
      log_directory: '/var/log',
      log_filename: 'a.log',
      log_max_file_size: 100,
      log_max_files: 2,
      log_timezone_offset: -5,
    });
    assert.deepEqual(
      [console, file],
      ['spam', { level: 'error', directory: '/var/log', name: 'a.log', maxSize: 100, maxFiles: 2, offset: -300 }],
    );
  });
  it('have no syslog before its connection properties exist', () => {
    for (const syslog of [{}, { level: 'info' }, { host: '' }, null]) assert.equal(read({ syslog }).syslog, undefined);
  });
  it('have the defaults of syslog beside the host', () =>
    assert.deepEqual(read({ syslog: { host: 'logs.example' } }).syslog, {
      ...{ transport: 'udp', family: 4, level: 'warn', host: 'logs.example', port: 514, path: '', format: 'BSD' },
      ...{ facility: 16, pid: 'process.pid', hostname: '', appName: '', eol: '' },
    }));
  it('know every protocol of the package that the platform uses', () => {
    const transportOf = (protocol: string) => read({ syslog: { host: 'x', protocol } }).syslog;
    assert.deepEqual(
      ['udp4', 'udp6', 'tcp4', 'tls4', 'tls', 'unix', 'unix-connect'].map((name) => [
        transportOf(name)?.transport,
        transportOf(name)?.family,
      ]),
      [
        ['udp', 4],
        ['udp', 6],
        ['tcp', 4],
        ['tls', 4],
        ['tls', undefined],
        ['unix', undefined],
        ['unix', undefined],
      ],
    );
  });
  it('know facilities by name and by number', () => {
    const facilityOf = (facility: Json) => read({ syslog: { host: 'x', facility } }).syslog?.facility;
    assert.deepEqual(['kern', 'daemon', 'local7', 3, '23', 24, 'nowhere'].map(facilityOf), [0, 3, 23, 3, 23, 16, 16]);
  });
  it('are read from a document as a platform’s API wraps it', () => {
    const text = JSON.stringify({
      data: JSON.parse(integrationText({}, { loggerProps: { console_level: 'debug' } })) as Json,
      metadata: {},
    });
    assert.equal(readLogging(readIntegration(text)).console, 'debug');
  });
});

describe('a change of a level', () => {
  const changed = (loggerProps: Json, ...[transport, level]: [Parameters<typeof levelChange>[1], LogLevel]) => {
    const text = integrationText({}, { loggerProps });
    const change = levelChange(readIntegration(text), transport, level);
    return change && readLogging(readIntegration(applyEdits(text, setValues(text, [change]))));
  };
  it('is the smallest edit of its key', () => {
    assert.equal(changed({}, 'console', 'spam')?.console, 'spam');
    assert.equal(changed({ log_level: 'info' }, 'file', 'error')?.file.level, 'error');
    assert.equal(changed({ syslog: { host: 'x' } }, 'syslog', 'debug')?.syslog?.level, 'debug');
  });
  it('says warning in syslog’s own word', () =>
    assert.equal(levelChange(integrationWith({ syslog: { host: 'x' } }), 'syslog', 'warn')?.value, 'warning'));
  it('is not possible for a syslog that is not configured', () =>
    assert.equal(changed({}, 'syslog', 'info'), undefined));
  it('stands at the place of a document that an API wrapped', () => {
    const text = JSON.stringify({ data: JSON.parse(integrationText()) as Json });
    assert.deepEqual(levelChange(readIntegration(text), 'file', 'debug')?.path, ['data', 'loggerProps', 'log_level']);
  });
  it('has a complete block to write for syslog, which keeps what is there', () => {
    const { value } = completeSyslog(integrationWith({ syslog: { level: 'error', mine: 1 } }));
    const { level, host, mine, port } = value as JsonObject;
    assert.deepEqual([level, host, mine, port], ['error', '127.0.0.1', 1, 514]);
  });
});

describe('what is logged of a call', () => {
  it('is one line with method, URL, status, time and size at info', () =>
    assert.deepEqual(textsOf(good, 'info'), ['getIt: GET https://x.example/a 200 OK 12 ms 3 bytes']));
  it('is the headers at debug', () =>
    assert.deepEqual(textsOf(good, 'debug'), [
      '> GET https://x.example/a\n> accept: */*',
      '< 200 OK\n< content-type: text/plain',
    ]));
  it('is the bodies at trace, long ones cut', () => {
    assert.deepEqual(textsOf(good, 'trace'), ['> sent', '< got']);
    const long = { ...good, response: { ...answer, body: 'x'.repeat(20_000) } };
    assert.match(textsOf(long, 'trace')[1]!, /^< x{10000}… \(20000 characters\)$/);
  });
  it('is the wire at spam', () => assert.match(textsOf(good, 'spam').join(), /connect +1\.0 ms/));
  it('is nothing at error when it went well', () => assert.deepEqual(textsOf(good, 'error'), []));
  it('is the explanation of a failure at error, with the call it belongs to', () => {
    const problems = [{ code: 'not-found', severity: 'error', message: 'No such thing.', path: [] }] as const;
    const bad = { ...good, response: { ...answer, ok: false, status: 404, statusText: 'Not Found' }, problems };
    assert.deepEqual(textsOf(bad, 'error'), [
      'getIt: GET https://x.example/a 404 Not Found 12 ms 3 bytes: No such thing. (not-found)',
    ]);
    assert.deepEqual(textsOf({ ...bad, problems: [] }, 'error'), [
      'getIt: GET https://x.example/a 404 Not Found 12 ms 3 bytes',
    ]);
  });
  it('has the line of the call once, whatever is wrong', () => {
    const problem = (severity: 'error' | 'warning' | 'information', code: string) =>
      ({ code, severity, message: 'So.', path: [] }) as const;
    const bad = { ...good, response: { ...answer, ok: false, status: 404, statusText: 'Not Found' } };
    const all = [problem('warning', 'w'), problem('error', 'e'), problem('information', 'i')];
    const line = 'getIt: GET https://x.example/a 404 Not Found 12 ms 3 bytes';
    assert.deepEqual(
      recordsOf({ ...bad, problems: all }, 'info').map(({ level, text }) => `${level} ${text}`),
      [`error ${line}: So. (e)`, 'warn getIt: So. (w)', 'info getIt: So. (i)'],
    );
    assert.deepEqual(
      recordsOf({ ...good, problems: [all[0]!] }, 'info').map(({ level, text }) => `${level} ${text}`),
      ['warn getIt: GET https://x.example/a 200 OK 12 ms 3 bytes: So. (w)'],
    );
    assert.deepEqual(
      recordsOf({ ...bad, problems: [all[0]!] }, 'info').map(({ level, text }) => `${level} ${text}`),
      [`error ${line}`, 'warn getIt: So. (w)'],
    );
  });
  it('says of a call that was stopped when that was, after what was got for it', () => {
    const { integration, operation, startedAt, ms } = good;
    const records = cancelledRecords(
      { integration, operation, startedAt, ms, request, tokenRequests: [token] },
      'info',
    );
    assert.deepEqual(
      records.map(({ level, text }) => `${level} ${text}`),
      [
        'info token: POST https://id.example/token 200 OK 30 ms 99 bytes',
        'info getIt: GET https://x.example/a cancelled after 12 ms',
      ],
    );
  });
  it('is why no call was made', () => {
    const base = { integration: 'shop', operation: 'getIt', startedAt: at, ms: 1, hops: [], problems: [] };
    const unsent: Report = { ...base, response: 'The call was not made. No host.' };
    assert.deepEqual(textsOf(unsent, 'error'), ['getIt: no answer: The call was not made. No host.']);
  });
  it('has the requests for tokens before it, and never what they were answered', () => {
    const records = recordsOf({ ...good, tokenRequests: [token] }, 'spam');
    assert.equal(records[0]!.text, 'token: POST https://id.example/token 200 OK 30 ms 99 bytes');
    assert.equal(records[0]!.kind, 'TOKEN');
    assert.ok(!records.some(({ text }) => text.includes('access_token')));
    assert.deepEqual(
      tokenRecords([token], at, 'info').map(({ text }) => text),
      [records[0]!.text],
    );
  });
  it('names a failed request for a token, and no call', () => {
    const refused = { ...token, response: { ...answer, ok: false, status: 401, statusText: 'Unauthorized' } };
    const report: Report = { ...good, response: refused.response, tokenRequests: [refused], induced: 'token' };
    assert.match(textsOf(report, 'error')[0]!, /^token: POST https:\/\/id\.example\/token 401/);
    assert.deepEqual(textsOf(report, 'info'), []);
    assert.ok(!textsOf(report, 'debug').some((text) => text.includes(request.url)));
  });
  it('is made for the levels that somebody takes', () =>
    assert.deepEqual([...new Set(recordsOf(good, 'debug').map(({ level }) => level))], ['info', 'debug']));
});

const record = (text: string, more: Partial<LogRecord> = {}): LogRecord => ({
  level: 'info',
  at,
  kind: 'CALL',
  text,
  ...more,
});

describe('a line of a log file', () => {
  it('has time, level and integration', () =>
    assert.equal(fileLines(record('GET /x'), 'shop', 0), '2026-11-04T09:05:07.089Z [info] shop: GET /x\n'));
  it('has the time of the configured offset', () =>
    assert.deepEqual(
      [330, -90].map((offset) => timestamp(at, offset)),
      ['2026-11-04T14:35:07.089+05:30', '2026-11-04T07:35:07.089-01:30'],
    ));
  it('cannot be forged by what a server sends', () =>
    assert.equal(
      fileLines(record('a\r\n2026-11-04T09:05:07.089Z [error] shop: b\u001b[31m\r'), 'shop\n[error]', 0),
      '2026-11-04T09:05:07.089Z [info] shop [error]: a\n  2026-11-04T09:05:07.089Z [error] shop: b\\u001b[31m\\u000d\n',
    ));
});

const sender: SyslogSender = {
  ...{ hostname: 'my host', pid: 42, offsetAt: () => 60, sequenceId: () => 7 },
  software: { name: 'Integration Essentials', version: '1.0.0' },
};
const syslog = (block: JsonObject) => read({ syslog: { host: 'x', ...block } }).syslog!;
const sent = (block: JsonObject, given: LogRecord, by = sender) =>
  syslogMessages(given, 'shop', syslog(block), by).map((bytes) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
  );

describe('a syslog message', () => {
  it('of RFC 5424 has its header, structured data and text', () =>
    assert.deepEqual(sent({ type: '5424' }, record('GET /x')), [
      '<134>1 2026-11-04T10:05:07.089+01:00 my_host IntegrationEssentials 42 CALL [meta sequenceId="7"][origin software="Integration Essentials" swVersion="1.0.0"] [info] shop: GET /x',
    ]));
  it('of RFC 3164 has local time, with a space before a day of one digit', () =>
    assert.deepEqual(sent({ localhost: 'edge', app_name: 'my app', pid: '' }, record('GET /x')), [
      '<134>Nov  4 10:05:07 edge my_app: [info] shop: GET /x',
    ]));
  it('has the severity of its level', () => {
    const severities = logLevels.map((level) =>
      Number(/^<(\d+)>/.exec(sent({ facility: 'kern' }, record('x', { level }))[0]!)![1]),
    );
    assert.deepEqual(severities, [3, 4, 6, 7, 7, 7]);
  });
  it('says by a byte order mark that a text is more than ASCII', () => {
    assert.match(sent({ type: '5424' }, record('Zürich'))[0]!, /\] \uFEFF\[info\] shop: Zürich$/);
    assert.doesNotMatch(sent({ type: 'BSD' }, record('Zürich'))[0]!, /\uFEFF/);
  });
  it('has fields no longer and no stranger than the RFC allows', () => {
    const [message] = sent(
      { type: '5424', app_name: 'üa'.repeat(99), localhost: 'a b'.repeat(200), pid: '\n' },
      record('x'),
    );
    const [, , host, app, pid] = message!.split(' ');
    assert.deepEqual([host!.length, app!.length, pid], [255, 48, '_']);
    assert.match(host! + app!, /^[!-~]+$/);
  });
  it('is never longer than its RFC allows, and loses nothing of a longer text', () => {
    const text = 'äöü€🚀\n'.repeat(1_000);
    for (const [block, most] of [
      [{ type: 'BSD' }, 1_024],
      [{ type: '5424' }, 2_048],
      [{ type: '5424', protocol: 'tls4' }, 8_096],
    ] as const) {
      const all = sent(block, record(text));
      assert.ok(all.every((message) => new TextEncoder().encode(message).length <= most));
      const parts = all.map((message) => /\[(\d+)\/(\d+)\] ([^]*)$/.exec(message)!);
      assert.deepEqual(
        parts.map(([, number, of]) => [number, of]),
        all.map((_, index) => [String(index + 1), String(all.length)]),
      );
      assert.equal(parts.map((part) => part[3]).join(''), `[info] shop: ${text}`);
    }
  });
  it('is cut also where the names in its header leave little room', () => {
    const all = sent({ localhost: 'h'.repeat(255), pid: 'p'.repeat(128) }, record('x'.repeat(3_000)));
    assert.ok(all.every((message) => message.length <= 1_024));
  });
  it('escapes what structured data must not hold', () =>
    assert.equal(
      structuredData([{ id: 'origin', parameters: [['software', 'a"b\\c]d']] }]),
      '[origin software="a\\"b\\\\c\\]d"]',
    ));
  it('has a dash for no structured data', () => assert.equal(structuredData([]), '-'));
});

describe('the preview of the log', () => {
  it('has what every level adds, and says which transports take it', () => {
    const logging = read({
      log_level: 'debug',
      console_level: 'error',
      syslog: { host: 'logs.example', level: 'info' },
    });
    const text = previewLogging(good, logging, {
      file: '/var/log/x.log',
      syslogTexts: (each) => [`<134>${each.text}`],
    });
    const blocks = text.split(/^(?=── )/m);
    assert.deepEqual(
      blocks.slice(1).map((block) => block.split('\n')[0]),
      [
        '── error ── console, file, syslog',
        '── warn ── file, syslog',
        '── info ── file, syslog',
        '── debug ── file',
        '── trace ── nobody',
        '── spam ── nobody',
      ],
    );
    assert.match(blocks[3]!, /\[info\] shop: getIt: GET[^]*<134>getIt: GET/);
    assert.match(blocks[0]!, /\/var\/log\/x\.log/);
  });
});
