// Finds rsyslog on this machine (on Debian as root: installs it) and runs it as a receiver of its own that writes what it understood.
import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** @typedef {{ readonly pri: string, readonly facility: string, readonly severity: string, readonly time: string, readonly host: string, readonly app: string, readonly tag: string, readonly pid: string, readonly msgid: string, readonly sd: string, readonly msg: string, readonly input: string }} Received */

/** The path of the daemon, undefined where there is none and none can be installed. */
export function ensureRsyslog() {
  return findRsyslog() ?? (installRsyslog() ? findRsyslog() : undefined);
}

/** @typedef {{ readonly udp: number, readonly tcp: number, readonly tls: number, readonly socket: string, received(): readonly Received[], stop(): Promise<void> }} Rsyslog */

/**
 * Listens for UDP, TCP and TLS on loopback; the caller stops it.
 * @param {string} daemon
 * @param {{ readonly authority: string, readonly cert: string, readonly key: string }} identity PEM texts
 * @returns {Promise<Rsyslog>}
 */
export async function startRsyslog(daemon, { authority, cert, key }) {
  const folder = mkdtempSync(join(tmpdir(), 'rsyslog-'));
  const at = (name) => join(folder, name);
  for (const [name, text] of Object.entries({ ca: authority, cert, key })) writeFileSync(at(`${name}.pem`), text);
  const [udp, tcp, tls] = [await freeUdpPort(), await freePort(), await freePort()];
  writeFileSync(at('rsyslog.conf'), configuration(at, { udp, tcp, tls }));
  const child = spawn(daemon, ['-n', '-f', at('rsyslog.conf'), '-i', at('pid')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => (complaints += chunk));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await until(
    () => existsSync(at('pid')) && readFileSync(at('pid'), 'utf8') !== '',
    () => complaints,
  );
  return {
    ...{ udp, tcp, tls },
    /** A local socket for datagrams, as /dev/log is. */
    socket: at('socket'),
    /** @returns {readonly Received[]} */
    received: () =>
      existsSync(at('out'))
        ? readFileSync(at('out'), 'utf8')
            .split('\n')
            .slice(0, -1)
            .map((line) => JSON.parse(line))
        : [],
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const properties = {
  pri: 'pri',
  facility: 'syslogfacility-text',
  severity: 'syslogseverity-text',
  time: 'timestamp',
  host: 'hostname',
  app: 'app-name',
  tag: 'syslogtag',
  pid: 'procid',
  msgid: 'msgid',
  sd: 'structured-data',
  msg: 'msg',
  input: 'inputname',
};

const configuration = (at, { udp, tcp, tls }) => `
global(workDirectory="${at('')}" net.enableDNS="off" parser.escapeControlCharactersOnReceive="off"
  defaultNetstreamDriverCAFile="${at('ca.pem')}" defaultNetstreamDriverCertFile="${at('cert.pem')}"
  defaultNetstreamDriverKeyFile="${at('key.pem')}")
module(load="imudp")
module(load="imtcp")
module(load="imuxsock" sysSock.use="off")
template(name="fields" type="list") {
  constant(value="{")
${Object.entries(properties)
  .map(
    ([key, name]) =>
      `  property(outname="${key}" name="${name}" format="jsonf"${name === 'timestamp' ? ' dateFormat="rfc3339"' : ''})`,
  )
  .join('\n  constant(value=",")\n')}
  constant(value="}\\n")
}
input(type="imudp" address="127.0.0.1" port="${udp}" name="udp")
input(type="imtcp" address="127.0.0.1" port="${tcp}" name="tcp")
input(type="imtcp" address="127.0.0.1" port="${tls}" name="tls"
  streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="anon")
input(type="imuxsock" socket="${at('socket')}")
action(type="omfile" file="${at('out')}" template="fields" asyncWriting="off")
`;

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const freeUdpPort = () =>
  new Promise((resolve) => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });

async function until(holds, why) {
  for (let waited = 0; !holds(); waited += 20) {
    if (waited > 8_000) throw new Error(`rsyslog did not start. ${why()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function findRsyslog() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  // TLS is a package of its own.
  const hasTls = ['/usr/lib', '/usr/lib64', '/usr/local/lib'].some(
    (folder) => existsSync(folder) && spawnSync('find', [folder, '-name', 'lmnsd_gtls.so']).stdout.length > 0,
  );
  return hasTls ? folders.map((folder) => join(folder, 'rsyslogd')).find((path) => existsSync(path)) : undefined;
}

function installRsyslog() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.error('Installing rsyslog for the tests of syslog with apt-get …');
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: 'ignore',
    }).status === 0;
  return apt('update') && apt('install', '-y', '--no-install-recommends', 'rsyslog', 'rsyslog-gnutls');
}
